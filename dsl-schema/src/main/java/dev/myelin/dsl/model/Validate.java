package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the message against schemas and runs mediators when it is not as they say. */
@AutoService(Mediator.class)
@XmlRootElement(name = "validate")
public final class Validate extends Mediator {
    @XmlAttribute
    private @Nullable String source;

    @Allowed({"true", "false"})
    @XmlAttribute(name = "cache-schema")
    private @Nullable String cacheSchema;

    @XmlElement(name = "schema", required = true)
    private final List<Schema> schemas = new ArrayList<>();

    @XmlElement(name = "property")
    private final List<Setting> properties = new ArrayList<>();

    @XmlElement(name = "feature")
    private final List<Option> features = new ArrayList<>();

    @XmlElement(name = "resource")
    private final List<ResourceMapping> resources = new ArrayList<>();

    @XmlElement(name = "on-fail", required = true)
    private @Nullable MediatorList onFail;

    /** The expression of what is checked; the first element of the body, or the JSON, unless set. */
    public Optional<String> source() {
        return Optional.ofNullable(source);
    }

    /** The schemas. */
    public List<Schema> schemas() {
        return schemas;
    }

    /** Properties of MI's schema library. */
    public List<Setting> properties() {
        return properties;
    }

    /** Switches of MI's schema library. */
    public List<Option> features() {
        return features;
    }

    /** Where imports are found. */
    public List<ResourceMapping> resources() {
        return resources;
    }

    /** What runs when the message is not valid. */
    public Optional<MediatorList> onFail() {
        return Optional.ofNullable(onFail);
    }

    @Override
    public List<? extends SynapseNode> children() {
        return onFail().map(List::of).orElse(List.of());
    }

    /** One schema. */
    public static final class Schema extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String key;

        /** Where it is; empty when the attribute is missing, which the reader has reported. */
        public String key() {
            return key == null ? "" : key;
        }
    }
}
