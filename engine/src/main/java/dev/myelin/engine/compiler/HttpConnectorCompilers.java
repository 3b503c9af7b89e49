package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.HttpConnector;

/** One compiler for each operation of the HTTP connector. */
@SuppressWarnings("rawtypes")
final class HttpConnectorCompilers {
    private HttpConnectorCompilers() {}

    /** {@code <http.get>}. */
    @AutoService(MediatorCompiler.class)
    public static final class Get extends HttpOperationCompiler<HttpConnector.Get> {
        @Override
        public Class<HttpConnector.Get> type() {
            return HttpConnector.Get.class;
        }
    }

    /** {@code <http.head>}. */
    @AutoService(MediatorCompiler.class)
    public static final class Head extends HttpOperationCompiler<HttpConnector.Head> {
        @Override
        public Class<HttpConnector.Head> type() {
            return HttpConnector.Head.class;
        }
    }

    /** {@code <http.options>}. */
    @AutoService(MediatorCompiler.class)
    public static final class Options extends HttpOperationCompiler<HttpConnector.Options> {
        @Override
        public Class<HttpConnector.Options> type() {
            return HttpConnector.Options.class;
        }
    }

    /** {@code <http.delete>}. */
    @AutoService(MediatorCompiler.class)
    public static final class Delete extends HttpOperationCompiler<HttpConnector.Delete> {
        @Override
        public Class<HttpConnector.Delete> type() {
            return HttpConnector.Delete.class;
        }
    }

    /** {@code <http.post>}. */
    @AutoService(MediatorCompiler.class)
    public static final class Post extends HttpOperationCompiler<HttpConnector.Post> {
        @Override
        public Class<HttpConnector.Post> type() {
            return HttpConnector.Post.class;
        }
    }

    /** {@code <http.put>}. */
    @AutoService(MediatorCompiler.class)
    public static final class Put extends HttpOperationCompiler<HttpConnector.Put> {
        @Override
        public Class<HttpConnector.Put> type() {
            return HttpConnector.Put.class;
        }
    }

    /** {@code <http.patch>}. */
    @AutoService(MediatorCompiler.class)
    public static final class Patch extends HttpOperationCompiler<HttpConnector.Patch> {
        @Override
        public Class<HttpConnector.Patch> type() {
            return HttpConnector.Patch.class;
        }
    }
}
