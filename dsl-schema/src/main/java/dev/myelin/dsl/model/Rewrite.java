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

/** Changes parts of an address: that of {@code To}, or of a property. */
@AutoService(Mediator.class)
@XmlRootElement(name = "rewrite")
public final class Rewrite extends Mediator {
    @XmlAttribute
    private @Nullable String inProperty;

    @XmlAttribute
    private @Nullable String outProperty;

    @XmlElement(name = "rewriterule")
    private final List<Rule> rules = new ArrayList<>();

    /** The property that has the address; {@code To} unless set. */
    public Optional<String> inProperty() {
        return Optional.ofNullable(inProperty);
    }

    /** The property that takes the address; {@code To} unless set. */
    public Optional<String> outProperty() {
        return Optional.ofNullable(outProperty);
    }

    /** The rules, applied in order. */
    public List<Rule> rules() {
        return rules;
    }

    /** One rule. */
    @XmlType(name = "rewriteRule")
    public static final class Rule extends SynapseNode {
        @XmlElement
        private @Nullable Condition condition;

        @XmlElement(name = "action")
        private final List<Action> actions = new ArrayList<>();

        /** When it applies; always unless set. */
        public Optional<Condition> condition() {
            return Optional.ofNullable(condition);
        }

        /** What it changes. */
        public List<Action> actions() {
            return actions;
        }
    }

    /** The condition of a rule: {@code and}, {@code or}, {@code not}, {@code equal}, as XML. */
    @RawContent
    @XmlType(name = "rewriteCondition")
    public static final class Condition extends SynapseNode {
        @XmlMixed
        private final List<String> content = new ArrayList<>();

        /** The condition as it stands in the file. */
        public String content() {
            return String.join("", content);
        }
    }

    /** A change of one part. */
    @XmlType(name = "rewriteAction")
    public static final class Action extends SynapseNode {
        @Allowed({"set", "append", "prepend", "replace", "remove"})
        @XmlAttribute
        private @Nullable String type;

        @Allowed({"protocol", "user", "host", "port", "path", "query", "ref", "full"})
        @XmlAttribute
        private @Nullable String fragment;

        @XmlAttribute
        private @Nullable String value;

        @XmlAttribute
        private @Nullable String xpath;

        @XmlAttribute
        private @Nullable String regex;

        /** {@code set} unless set. */
        public String type() {
            return type == null ? "set" : type;
        }

        /** {@code full} unless set. */
        public String fragment() {
            return fragment == null ? "full" : fragment;
        }

        /** The constant value. */
        public Optional<String> value() {
            return Optional.ofNullable(value);
        }

        /** The expression that yields the value. */
        public Optional<String> xpath() {
            return Optional.ofNullable(xpath);
        }

        /** What {@code replace} looks for. */
        public Optional<String> regex() {
            return Optional.ofNullable(regex);
        }
    }
}
