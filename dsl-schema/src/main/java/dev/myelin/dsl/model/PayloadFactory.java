package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replaces the payload by a template that is filled with arguments and expressions. */
@AutoService(Mediator.class)
@XmlRootElement(name = "payloadFactory")
public final class PayloadFactory extends Mediator {
    @Allowed({"xml", "json", "text"})
    @XmlAttribute(name = "media-type")
    private @Nullable String mediaType;

    @Allowed({"default", "freemarker"})
    @XmlAttribute(name = "template-type")
    private @Nullable String templateType;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String escapeXmlChars;

    @XmlElement(required = true)
    private @Nullable Format format;

    @XmlElementWrapper(name = "args")
    @XmlElement(name = "arg")
    private @Nullable List<Arg> args;

    /** {@code xml} (default), {@code json} or {@code text}. */
    public String mediaType() {
        return mediaType == null ? "xml" : mediaType;
    }

    /** Whether the template is one of FreeMarker. */
    public boolean isFreeMarker() {
        return "freemarker".equalsIgnoreCase(templateType);
    }

    /** Whether XML characters in arguments are escaped in JSON and text templates. */
    public boolean escapesXml() {
        return "true".equalsIgnoreCase(escapeXmlChars);
    }

    /** The template. */
    public Optional<Format> format() {
        return Optional.ofNullable(format);
    }

    /** The arguments: {@code $1} is the first. */
    public List<Arg> args() {
        return args == null ? List.of() : args;
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(args());
        format().ifPresent(all::add);
        return all;
    }

    /** The template's text, or the local entry that holds it. */
    @RawContent
    public static final class Format extends SynapseNode {
        @XmlAttribute
        private @Nullable String key;

        @XmlMixed
        private final List<String> template = new ArrayList<>();

        /** The local entry that holds the template. */
        public Optional<String> key() {
            return Optional.ofNullable(key);
        }

        /** The template as it stands in the file. */
        public String template() {
            return String.join("", template);
        }
    }

    /** One argument: a value or an expression. */
    public static final class Arg extends SynapseNode {
        @XmlAttribute
        private @Nullable String value;

        @XmlAttribute
        private @Nullable String expression;

        @Allowed({"xml", "json"})
        @XmlAttribute
        private @Nullable String evaluator;

        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String literal;

        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String deepCheck;

        /** The constant value. */
        public Optional<String> value() {
            return Optional.ofNullable(value);
        }

        /** The expression that yields the value. */
        public Optional<String> expression() {
            return Optional.ofNullable(expression);
        }

        /** {@code json} when the expression is a JSONPath, {@code xml} (default) when it is an XPath. */
        public String evaluator() {
            return evaluator == null ? "xml" : evaluator;
        }

        /** Whether the value is put in as it is, without escaping and without looking for structure in it. */
        public boolean literal() {
            return "true".equalsIgnoreCase(literal);
        }
    }
}
