package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlRootElement;

/** The operations of MI's HTTP connector; {@code http.init} inside a local entry says what they connect to. */
public final class HttpConnector {
    private HttpConnector() {}

    /** Sends a GET request. */
    @AutoService(Mediator.class)
    @XmlRootElement(name = "http.get")
    public static final class Get extends HttpOperation {
        @Override
        public String method() {
            return "GET";
        }
    }

    /** Sends a HEAD request. */
    @AutoService(Mediator.class)
    @XmlRootElement(name = "http.head")
    public static final class Head extends HttpOperation {
        @Override
        public String method() {
            return "HEAD";
        }
    }

    /** Sends an OPTIONS request. */
    @AutoService(Mediator.class)
    @XmlRootElement(name = "http.options")
    public static final class Options extends HttpOperation {
        @Override
        public String method() {
            return "OPTIONS";
        }
    }

    /** Sends a DELETE request. */
    @AutoService(Mediator.class)
    @XmlRootElement(name = "http.delete")
    public static final class Delete extends HttpOperation {
        @Override
        public String method() {
            return "DELETE";
        }
    }

    /** Sends a POST request. */
    @AutoService(Mediator.class)
    @XmlRootElement(name = "http.post")
    public static final class Post extends HttpOperation {
        @Override
        public String method() {
            return "POST";
        }
    }

    /** Sends a PUT request. */
    @AutoService(Mediator.class)
    @XmlRootElement(name = "http.put")
    public static final class Put extends HttpOperation {
        @Override
        public String method() {
            return "PUT";
        }
    }

    /** Sends a PATCH request. */
    @AutoService(Mediator.class)
    @XmlRootElement(name = "http.patch")
    public static final class Patch extends HttpOperation {
        @Override
        public String method() {
            return "PATCH";
        }
    }
}
