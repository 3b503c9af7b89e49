package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a script on the message. */
@AutoService(Mediator.class)
@RawContent
@XmlRootElement(name = "script")
public final class Script extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String language;

    @XmlAttribute
    private @Nullable String key;

    @XmlAttribute
    private @Nullable String function;

    @XmlMixed
    private final List<String> content = new ArrayList<>();

    /** The language; empty when the attribute is missing, which the reader has reported. */
    public String language() {
        return language == null ? "" : language.strip();
    }

    /** Where the script is; inside unless set. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The function that is run; {@code mediate} unless set, of a script by key. */
    public String function() {
        return function == null ? "mediate" : function.strip();
    }

    /** What is inside: the script, or, with a key, {@code <include key="..."/>} elements. */
    public String content() {
        return String.join("", content);
    }
}
