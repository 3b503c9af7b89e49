package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.SourceLocation;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlTransient;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets so many messages pass as a WS-Policy says. */
@AutoService(Mediator.class)
@XmlRootElement(name = "throttle")
public final class Throttle extends Mediator {
    @XmlAttribute
    private @Nullable String id;

    @XmlAttribute(name = "onAccept")
    private @Nullable String acceptSequence;

    @XmlAttribute(name = "onReject")
    private @Nullable String rejectSequence;

    @XmlElement
    private @Nullable Policy policy;

    @XmlElement
    private @Nullable MediatorList onAccept;

    @XmlElement
    private @Nullable MediatorList onReject;

    /** The group whose messages are counted together while they are under way. */
    public Optional<String> id() {
        return Optional.ofNullable(id).filter(text -> !text.isBlank());
    }

    /** The sequence that a message runs that may pass. */
    public Optional<String> acceptSequence() {
        return Optional.ofNullable(acceptSequence);
    }

    /** The sequence that a message runs that may not pass. */
    public Optional<String> rejectSequence() {
        return Optional.ofNullable(rejectSequence);
    }

    /** The limits; without them it only tells the group that a message is on its way back. */
    public Optional<Policy> policy() {
        return Optional.ofNullable(policy);
    }

    /** What a message runs that may pass. */
    public Optional<MediatorList> onAccept() {
        return Optional.ofNullable(onAccept);
    }

    /** What a message runs that may not pass. */
    public Optional<MediatorList> onReject() {
        return Optional.ofNullable(onReject);
    }

    @Override
    public List<Reference> references() {
        List<Reference> named = new ArrayList<>();
        for (Optional<String> each : List.of(acceptSequence(), rejectSequence())) {
            each.filter(text -> !Reference.isDynamic(text))
                    .ifPresent(text -> named.add(new Reference(Reference.Kind.SEQUENCE, text, location())));
        }
        return named;
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>();
        onAccept().ifPresent(all::add);
        onReject().ifPresent(all::add);
        return all;
    }

    /** The policy, inside or under a key. */
    @RawContent
    @XmlType(name = "throttlePolicy")
    public static final class Policy extends SynapseNode implements ContentPlaces {
        @XmlAttribute
        private @Nullable String key;

        @XmlMixed
        private final List<String> content = new ArrayList<>();

        @XmlTransient
        private List<SourceLocation> places = List.of();

        /** The local entry or registry file that has it. */
        public Optional<String> key() {
            return Optional.ofNullable(key).filter(text -> !text.isBlank());
        }

        /** The policy as it stands in the file. */
        public String content() {
            return String.join("", content);
        }

        @Override
        public void placeContent(List<SourceLocation> elements) {
            places = elements;
        }

        @Override
        public SourceLocation placeOf(int element) {
            return element < places.size() ? places.get(element) : location();
        }
    }
}
