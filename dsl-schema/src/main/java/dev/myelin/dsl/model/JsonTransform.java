package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the message JSON, with the types that a schema gives its values. */
@AutoService(Mediator.class)
@XmlRootElement(name = "jsontransform")
public final class JsonTransform extends Mediator {
    @XmlAttribute
    private @Nullable String schema;

    @XmlElement(name = "property")
    private final List<Setting> properties = new ArrayList<>();

    /** Where the JSON schema is. */
    public Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    /** How XML becomes JSON. */
    public List<Setting> properties() {
        return properties;
    }
}
