package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;

/** Several {@code property} mediators in one. */
@AutoService(Mediator.class)
@XmlRootElement(name = "propertyGroup")
public final class PropertyGroup extends Mediator {
    @XmlElement(name = "property")
    private final List<Property> properties = new ArrayList<>();

    /** The properties in order. */
    public List<Property> properties() {
        return properties;
    }

    @Override
    public List<? extends SynapseNode> children() {
        return properties;
    }
}
