package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends the message to an endpoint and goes on with the reply in its place. */
@AutoService(Mediator.class)
@XmlRootElement(name = "call")
public final class Call extends Mediator {
    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String blocking;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String initAxis2ClientOptions;

    @XmlAttribute
    private @Nullable String axis2xml;

    @XmlAttribute
    private @Nullable String repository;

    @XmlElement
    private @Nullable Endpoint endpoint;

    @XmlElement
    private @Nullable Source source;

    @XmlElement
    private @Nullable Target target;

    /** MI's switch for a call that holds its thread; none is ever held here, but a failure is told as MI tells it then. */
    public boolean blocking() {
        return "true".equalsIgnoreCase(blocking);
    }

    /** Where to; where the message's {@code To} points unless set. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** What is sent; the message unless set. */
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    /** Where the reply goes; in the message's place unless set. */
    public Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    @Override
    public List<? extends SynapseNode> children() {
        return endpoint().map(List::of).orElse(List.of());
    }

    /** What is sent. */
    @RawContent
    @XmlType(name = "callSource")
    public static final class Source extends SynapseNode {
        @Allowed({"custom", "property", "inline", "body", "variable"})
        @XmlAttribute
        private @Nullable String type;

        @XmlAttribute
        private @Nullable String contentType;

        @XmlMixed
        private final List<String> content = new ArrayList<>();

        /** {@code body} unless set. */
        public String type() {
            return type == null ? "body" : type;
        }

        /** The content type that it is sent with. */
        public Optional<String> contentType() {
            return Optional.ofNullable(contentType).filter(text -> !text.isBlank());
        }

        /** The expression, the name or the content. */
        public String content() {
            return String.join("", content);
        }
    }

    /** Where the reply goes. */
    @RawContent
    @XmlType(name = "callTarget")
    public static final class Target extends SynapseNode {
        @Allowed({"custom", "property", "body", "header", "variable"})
        @XmlAttribute
        private @Nullable String type;

        @Allowed({"default", "synapse", "axis2", "axis2-client", "transport", "operation"})
        @XmlAttribute
        private @Nullable String scope;

        @XmlMixed
        private final List<String> content = new ArrayList<>();

        /** {@code body} unless set. */
        public String type() {
            return type == null ? "body" : type;
        }

        /** The scope of a property; {@code default} unless set. */
        public String scope() {
            return scope == null ? "default" : scope;
        }

        /** The expression or the name. */
        public String content() {
            return String.join("", content).strip();
        }
    }
}
