package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that happens at set times: a message for a sequence or a proxy. */
@XmlRootElement(name = "task")
public final class Task extends SynapseNode implements Artefact {
    @XmlAttribute(required = true)
    private @Nullable String name;

    @XmlAttribute(name = "class", required = true)
    private @Nullable String className;

    @XmlAttribute
    private @Nullable String group;

    @XmlAttribute
    private @Nullable String pinnedServers;

    @XmlElement(name = "property")
    private final List<Property> properties = new ArrayList<>();

    @XmlElement
    private @Nullable Trigger trigger;

    @XmlElement
    private @Nullable String description;

    @Override
    public String name() {
        return name == null ? "" : name;
    }

    /** The Java class that Synapse would run; empty when the attribute is missing, which the reader has reported. */
    public String className() {
        return className == null ? "" : className.strip();
    }

    /** MI's group of tasks; no effect. */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    /** The servers of a cluster that run it; no effect. */
    public Optional<String> pinnedServers() {
        return Optional.ofNullable(pinnedServers);
    }

    /** What the class is set to. */
    public List<Property> properties() {
        return properties;
    }

    /** When it runs. */
    public Optional<Trigger> trigger() {
        return Optional.ofNullable(trigger);
    }

    /** The author's remark; no effect. */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public List<Reference> references() {
        return properties.stream()
                .filter(property -> property.name().equals("sequenceName"))
                .filter(property -> !property.text().isEmpty())
                .map(property -> new Reference(Reference.Kind.SEQUENCE, property.text(), property.location()))
                .toList();
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>(properties);
        trigger().ifPresent(all::add);
        return all;
    }

    /** A value of the task's class. */
    @RawContent
    @XmlType(name = "taskProperty")
    public static final class Property extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @XmlAttribute
        private @Nullable String value;

        @XmlMixed
        private final List<String> content = new ArrayList<>();

        /** The name; empty when the attribute is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** The attribute {@code value}, else the text or XML inside. */
        public String text() {
            return value != null ? value : String.join("", content).strip();
        }
    }

    /** The times. */
    @XmlType(name = "taskTrigger")
    public static final class Trigger extends SynapseNode {
        @XmlAttribute
        private @Nullable String interval;

        @XmlAttribute
        private @Nullable String count;

        @XmlAttribute
        private @Nullable String cron;

        @Allowed({"true", "false"})
        @XmlAttribute
        private @Nullable String once;

        /** Seconds from one run to the next. */
        public Optional<String> interval() {
            return Optional.ofNullable(interval);
        }

        /** How many runs; without end when missing. */
        public Optional<String> count() {
            return Optional.ofNullable(count);
        }

        /** A Quartz cron expression. */
        public Optional<String> cron() {
            return Optional.ofNullable(cron);
        }

        /** Whether it runs once, when the engine has started. */
        public boolean once() {
            return "true".equalsIgnoreCase(once);
        }
    }
}
