package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a copy of the message into a message store. */
@AutoService(Mediator.class)
@XmlRootElement(name = "store")
public final class Store extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String messageStore;

    @XmlAttribute
    private @Nullable String sequence;

    /** The store's name or an {@code {expression}}; empty when the attribute is missing, which the reader has reported. */
    public String messageStore() {
        return messageStore == null ? "" : messageStore;
    }

    /** A sequence that the message runs before it is put there. */
    public Optional<String> sequence() {
        return Optional.ofNullable(sequence).filter(text -> !text.isBlank());
    }

    @Override
    public List<Reference> references() {
        List<Reference> all = new ArrayList<>();
        if (!Reference.isDynamic(messageStore())) {
            all.add(new Reference(Reference.Kind.STORE, messageStore(), location()));
        }
        sequence().ifPresent(text -> all.add(new Reference(Reference.Kind.SEQUENCE, text, location())));
        return all;
    }
}
