package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.Severity;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String logMessageID;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String logFullPayload;

    @XmlElement
    private @Nullable String message;

    @XmlElement(name = "property")
    private final List<NamedValue> properties = new ArrayList<>();

    /**
     * What is written: {@code simple}, {@code headers}, {@code full} or {@code custom}, which is the default where there is
     * a text, else {@code simple}.
     */
    public String level() {
        return level != null ? level : message == null ? "simple" : "custom";
    }

    /** The text, which may have expressions in it. */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /** Whether the message's id is written beside the text. */
    public boolean messageId() {
        return "true".equalsIgnoreCase(logMessageID);
    }

    /** Whether the payload is written beside the text. */
    public boolean fullPayload() {
        return "true".equalsIgnoreCase(logFullPayload);
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
