package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import org.jspecify.annotations.Nullable;

/** Makes the session of the message a member of a group. */
@AutoService(Mediator.class)
@XmlRootElement(name = "join", namespace = Namespaces.MEDIATION)
public final class Join extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String group;

    /** The group: a name or an {@code {expression}}; empty when the attribute is missing, which the reader has reported. */
    public String group() {
        return group == null ? "" : group;
    }
}
