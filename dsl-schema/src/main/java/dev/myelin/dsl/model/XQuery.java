package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs an XQuery; its result takes the place of a part of the message. */
@AutoService(Mediator.class)
@XmlRootElement(name = "xquery")
public final class XQuery extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String key;

    @XmlAttribute
    private @Nullable String target;

    @XmlElement(name = "variable")
    private final List<External> variables = new ArrayList<>();

    /** Where the query is; empty when the attribute is missing, which the reader has reported. */
    public String key() {
        return key == null ? "" : key;
    }

    /** The XPath of what the result replaces; the first element of the body unless set. */
    public Optional<String> target() {
        return Optional.ofNullable(target);
    }

    /** The external variables of the query. */
    public List<External> variables() {
        return variables;
    }

    /** An external variable. */
    @XmlType(name = "xqueryVariable")
    public static final class External extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @Allowed({
            "STRING",
            "INT",
            "INTEGER",
            "LONG",
            "SHORT",
            "BYTE",
            "BOOLEAN",
            "DOUBLE",
            "FLOAT",
            "ELEMENT",
            "DOCUMENT",
            "DOCUMENT_ELEMENT"
        })
        @XmlAttribute(required = true)
        private @Nullable String type;

        @XmlAttribute
        private @Nullable String value;

        @XmlAttribute
        private @Nullable String expression;

        @XmlAttribute
        private @Nullable String key;

        /** The name; empty when the attribute is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** {@code STRING} when the attribute is missing, which the reader has reported. */
        public String type() {
            return type == null ? "STRING" : type;
        }

        /** The constant value. */
        public Optional<String> value() {
            return Optional.ofNullable(value);
        }

        /** The expression that yields the value. */
        public Optional<String> expression() {
            return Optional.ofNullable(expression);
        }

        /** Where the XML is that is the value, or that the expression looks at. */
        public Optional<String> key() {
            return Optional.ofNullable(key);
        }
    }
}
