package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a fault in the message's place. */
@AutoService(Mediator.class)
@XmlRootElement(name = "makefault")
public final class MakeFault extends Mediator {
    @Allowed({"soap11", "soap12", "pox"})
    @XmlAttribute
    private @Nullable String version;

    @Allowed({"true", "false"})
    @XmlAttribute
    private @Nullable String response;

    @XmlElement
    private @Nullable Part code;

    @XmlElement
    private @Nullable Part reason;

    @XmlElement
    private @Nullable String node;

    @XmlElement
    private @Nullable Text role;

    @XmlElement
    private @Nullable Text detail;

    /** What the fault is written as; as the message unless set. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** Whether the message becomes a response. */
    public boolean isResponse() {
        return !"false".equalsIgnoreCase(response);
    }

    /** A qualified name such as {@code soapenv:Server}. */
    public Optional<Part> code() {
        return Optional.ofNullable(code);
    }

    /** What went wrong. */
    public Optional<Part> reason() {
        return Optional.ofNullable(reason);
    }

    /** A URI: who failed (SOAP 1.2). */
    public Optional<String> node() {
        return Optional.ofNullable(node).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A URI: in which role. */
    public Optional<Text> role() {
        return Optional.ofNullable(role);
    }

    /** Whatever else is to be said. */
    public Optional<Text> detail() {
        return Optional.ofNullable(detail);
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>();
        code().ifPresent(all::add);
        reason().ifPresent(all::add);
        role().ifPresent(all::add);
        detail().ifPresent(all::add);
        return all;
    }

    /** A part with a value or an expression. */
    @XmlType(name = "faultPart")
    public static final class Part extends SynapseNode {
        @XmlAttribute
        private @Nullable String value;

        @XmlAttribute
        private @Nullable String expression;

        /** The constant value. */
        public Optional<String> value() {
            return Optional.ofNullable(value);
        }

        /** The expression that yields the value. */
        public Optional<String> expression() {
            return Optional.ofNullable(expression);
        }
    }

    /** A part with text, XML or an expression. */
    @RawContent
    @XmlType(name = "faultText")
    public static final class Text extends SynapseNode {
        @XmlAttribute
        private @Nullable String expression;

        @XmlMixed
        private final List<String> content = new ArrayList<>();

        /** The expression that yields the content. */
        public Optional<String> expression() {
            return Optional.ofNullable(expression);
        }

        /** The content as it stands in the file. */
        public String content() {
            return String.join("", content);
        }
    }
}
