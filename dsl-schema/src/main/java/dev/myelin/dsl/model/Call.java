package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends the message to an endpoint and goes on with the reply in its place. */
@AutoService(Mediator.class)
@XmlRootElement(name = "call")
public final class Call extends Mediator {
    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String blocking;

    @XmlElement
    private @Nullable Endpoint endpoint;

    /** MI's switch for a call that holds its thread; no thread is ever held here, the meaning is the same. */
    public boolean blocking() {
        return "true".equalsIgnoreCase(blocking);
    }

    /** Where to. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    @Override
    public List<? extends SynapseNode> children() {
        return endpoint().map(List::of).orElse(List.of());
    }
}
