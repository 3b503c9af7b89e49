package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transforms the message as it came, the SOAP envelope with it, with a stylesheet. */
@AutoService(Mediator.class)
@XmlRootElement(name = "fastXSLT")
public final class FastXslt extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String key;

    @XmlElement(name = "property")
    private final List<Setting> properties = new ArrayList<>();

    /** Where the stylesheet is; empty when the attribute is missing, which the reader has reported. */
    public String key() {
        return key == null ? "" : key;
    }

    /** The parameters of the stylesheet. */
    public List<Setting> properties() {
        return properties;
    }
}
