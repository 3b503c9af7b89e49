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

/** Copies a part of the message, or something new, to another place of it. */
@AutoService(Mediator.class)
@XmlRootElement(name = "enrich")
public final class Enrich extends Mediator {
    @XmlElement(required = true)
    private @Nullable Source source;

    @XmlElement(required = true)
    private @Nullable Target target;

    /** What is copied; empty when it is missing, which the reader has reported. */
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    /** Where to; empty when it is missing, which the reader has reported. */
    public Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>();
        source().ifPresent(all::add);
        target().ifPresent(all::add);
        return all;
    }

    /** What is copied. */
    @RawContent
    @XmlType(name = "enrichSource")
    public static final class Source extends SynapseNode {
        @Allowed({"custom", "envelope", "body", "property", "inline"})
        @XmlAttribute
        private @Nullable String type;

        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String clone;

        @XmlAttribute
        private @Nullable String xpath;

        @XmlAttribute
        private @Nullable String property;

        @XmlAttribute
        private @Nullable String key;

        @XmlMixed
        private final List<String> content = new ArrayList<>();

        /** {@code custom} unless set. */
        public String type() {
            return type == null ? "custom" : type;
        }

        /** Whether the part stays where it was as well. */
        public boolean clones() {
            return !"false".equalsIgnoreCase(clone);
        }

        /** The expression of {@code custom}. */
        public Optional<String> xpath() {
            return Optional.ofNullable(xpath);
        }

        /** The property's name. */
        public Optional<String> property() {
            return Optional.ofNullable(property);
        }

        /** The local entry of {@code inline}. */
        public Optional<String> key() {
            return Optional.ofNullable(key);
        }

        /** The text or XML of {@code inline}. */
        public String content() {
            return String.join("", content);
        }
    }

    /** Where it is copied to. */
    @XmlType(name = "enrichTarget")
    public static final class Target extends SynapseNode {
        @Allowed({"custom", "envelope", "body", "property", "key"})
        @XmlAttribute
        private @Nullable String type;

        @Allowed({"replace", "child", "sibling", "remove"})
        @XmlAttribute
        private @Nullable String action;

        @XmlAttribute
        private @Nullable String xpath;

        @XmlAttribute
        private @Nullable String property;

        /** {@code custom} unless set. */
        public String type() {
            return type == null ? "custom" : type;
        }

        /** {@code replace} unless set. */
        public String action() {
            return action == null ? "replace" : action;
        }

        /** The expression of {@code custom} and {@code key}. */
        public Optional<String> xpath() {
            return Optional.ofNullable(xpath);
        }

        /** The property's name. */
        public Optional<String> property() {
            return Optional.ofNullable(property);
        }
    }
}
