package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Transforms a part of the message with a stylesheet; the result takes its place. */
@AutoService(Mediator.class)
@XmlRootElement(name = "xslt")
public final class Xslt extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String key;

    @XmlAttribute
    private @Nullable String source;

    @XmlAttribute
    private @Nullable String target;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String useCache;

    @XmlElement(name = "property")
    private final List<Setting> properties = new ArrayList<>();

    @XmlElement(name = "feature")
    private final List<Option> features = new ArrayList<>();

    @XmlElement(name = "attribute")
    private final List<Option> attributes = new ArrayList<>();

    @XmlElement(name = "resource")
    private final List<ResourceMapping> resources = new ArrayList<>();

    /** Where the stylesheet is; empty when the attribute is missing, which the reader has reported. */
    public String key() {
        return key == null ? "" : key;
    }

    /** The XPath of what is transformed; the first element of the body unless set. */
    public Optional<String> source() {
        return Optional.ofNullable(source);
    }

    /** The property that takes the result. */
    public Optional<String> target() {
        return Optional.ofNullable(target);
    }

    /** The parameters of the stylesheet. */
    public List<Setting> properties() {
        return properties;
    }

    /** Switches of MI's XSLT library. */
    public List<Option> features() {
        return features;
    }

    /** Attributes of MI's XSLT library. */
    public List<Option> attributes() {
        return attributes;
    }

    /** Where imports are found. */
    public List<ResourceMapping> resources() {
        return resources;
    }
}
