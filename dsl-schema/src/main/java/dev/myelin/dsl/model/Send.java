package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends the message to an endpoint; what comes back runs another sequence. */
@AutoService(Mediator.class)
@XmlRootElement(name = "send")
public final class Send extends Mediator {
    @XmlAttribute
    private @Nullable String receive;

    @XmlAttribute
    private @Nullable String buildmessage;

    @XmlElement
    private @Nullable Endpoint endpoint;

    /** The sequence that the reply runs instead of the out sequence; a name or an {@code {expression}}. */
    public Optional<String> receive() {
        return Optional.ofNullable(receive);
    }

    /** MI's hint to build the message before sending; no effect here, payloads are built when read. */
    public boolean buildMessage() {
        return "true".equalsIgnoreCase(buildmessage);
    }

    /** Where to; without it, in an out sequence, back to the caller. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    @Override
    public List<Reference> references() {
        return receive()
                .filter(text -> !Reference.isDynamic(text))
                .map(text -> List.of(new Reference(Reference.Kind.SEQUENCE, text, location())))
                .orElse(List.of());
    }

    @Override
    public List<? extends SynapseNode> children() {
        return endpoint().map(List::of).orElse(List.of());
    }
}
