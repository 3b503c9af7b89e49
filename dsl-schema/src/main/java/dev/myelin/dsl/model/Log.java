package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.Severity;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the message, or properties of it, to the log. */
@AutoService(Mediator.class)
@XmlRootElement(name = "log")
public final class Log extends Mediator {
    @Allowed(
            value = {"simple", "headers", "full", "custom"},
            otherwise = Severity.WARNING)
    @XmlAttribute
    private @Nullable String level;

    @Allowed({"INFO", "DEBUG", "WARN", "ERROR", "TRACE", "FATAL"})
    @XmlAttribute
    private @Nullable String category;

    @XmlAttribute
    private @Nullable String separator;

    @XmlElement(name = "property")
    private final List<NamedValue> properties = new ArrayList<>();

    /** What is written: {@code simple} (default), {@code headers}, {@code full} or {@code custom}. */
    public String level() {
        return level == null ? "simple" : level;
    }

    /** The log level: {@code INFO} unless set. */
    public String category() {
        return category == null ? "INFO" : category;
    }

    /** What stands between two values; {@code ", "} unless set. */
    public String separator() {
        return separator == null ? ", " : separator;
    }

    /** The values to write after the message's own. */
    public List<NamedValue> properties() {
        return properties;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return properties;
    }
}
