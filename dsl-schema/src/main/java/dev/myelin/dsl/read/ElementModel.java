package dev.myelin.dsl.read;

import dev.myelin.dsl.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;

/** What an element may have in it, as its class declares it; filled by {@link ModelTable}. */
final class ElementModel {
    private final Map<String, AttributeModel> attributes = new LinkedHashMap<>();
    private final Map<QName, ChildModel> children = new LinkedHashMap<>();
    private boolean raw;
    private boolean text;
    private boolean mediators;
    private Values textValues = Values.ANY;

    /** A text-only element. */
    static ElementModel ofText(Values values) {
        ElementModel model = new ElementModel();
        model.text = true;
        model.textValues = values;
        return model;
    }

    /** Attributes by name. */
    Map<String, AttributeModel> attributes() {
        return attributes;
    }

    /** Children by name, mediators among them. */
    Map<QName, ChildModel> children() {
        return children;
    }

    /** Whether the content is the user's own and not looked into. */
    boolean isRaw() {
        return raw;
    }

    void makeRaw() {
        raw = true;
    }

    /** Whether the content is characters of the language, such as a duration. */
    boolean isText() {
        return text;
    }

    /** What the characters may be. */
    Values textValues() {
        return textValues;
    }

    /** Whether mediators may stand here. */
    boolean holdsMediators() {
        return mediators;
    }

    void makeMediatorHolder() {
        mediators = true;
    }

    /**
     * An attribute.
     *
     * @param name without namespace
     * @param required whether an element without it is an error
     * @param values what it may be
     */
    record AttributeModel(String name, boolean required, Values values) {}

    /**
     * A child element.
     *
     * @param name with the namespace
     * @param required whether a parent without it is an error
     * @param repeatable whether there may be several
     * @param model what may be in it
     */
    record ChildModel(QName name, boolean required, boolean repeatable, ElementModel model) {}

    /**
     * The values of an attribute or of text.
     *
     * @param allowed their spelling in the XSD; empty for any value
     * @param otherwise what another value is
     */
    record Values(List<String> allowed, Severity otherwise) {
        static final Values ANY = new Values(List.of(), Severity.WARNING);

        /** {@code value} as the XSD spells it; empty when it is not allowed. */
        Optional<String> canonical(String value) {
            String stripped = value.strip();
            if (allowed.isEmpty() || isDynamic(stripped)) {
                return Optional.of(value);
            }
            return allowed.stream().filter(stripped::equalsIgnoreCase).findFirst();
        }

        /** Whether the value is known only when a message is there, the configuration is deployed or a template is used. */
        private static boolean isDynamic(String value) {
            return value.indexOf('{') >= 0 || value.startsWith("$");
        }
    }
}
