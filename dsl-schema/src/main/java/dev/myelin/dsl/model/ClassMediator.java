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

/** Runs a Java class of {@code lib/}. */
@AutoService(Mediator.class)
@XmlRootElement(name = "class")
public final class ClassMediator extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlElement(name = "property")
    private final List<Value> properties = new ArrayList<>();

    /** The class; empty when the attribute is missing, which the reader has reported. */
    public String name() {
        return name == null ? "" : name.strip();
    }

    /** What its setters are called with. */
    public List<Value> properties() {
        return properties;
    }

    /** What one setter is called with: a value, or the XML inside. */
    @RawContent
    @XmlType(name = "classProperty")
    public static final class Value extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @XmlAttribute
        private @Nullable String value;

        @XmlAttribute
        private @Nullable String expression;

        @XmlMixed
        private final List<String> content = new ArrayList<>();

        /** The name; empty when the attribute is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** The constant value: the attribute, else what is inside. */
        public String value() {
            return value == null ? String.join("", content).strip() : value;
        }

        /** The expression that yields the value for each message. */
        public Optional<String> expression() {
            return Optional.ofNullable(expression);
        }
    }
}
