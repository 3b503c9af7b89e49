package dev.myelin.dsl.outline;

import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.SynapseNode;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlValue;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An element of the model with what the file says in it, taken from the JAXB annotations of its class: so a mediator that is
 * added to the language needs no word here.
 *
 * @param element its name
 * @param mediator whether it is a step of a flow
 * @param attributes in the order of the model; what is not given is not there
 * @param text the characters directly inside; empty where there are none
 * @param children in the order of the model; mediators keep the order of the file
 */
public record Outline(
        String element, boolean mediator, Map<String, String> attributes, String text, List<Outline> children) {
    private static final String UNSET = "##default";

    /** The outline of an artefact or a mediator. */
    public static Outline of(SynapseNode node) {
        XmlRootElement root = node.getClass().getAnnotation(XmlRootElement.class);
        return of(root == null ? "" : root.name(), node);
    }

    /** The value of an attribute, if it is given. */
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** The steps directly inside. */
    public List<Outline> mediators() {
        return children.stream().filter(Outline::mediator).toList();
    }

    private static Outline of(String element, SynapseNode node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<Outline> children = new ArrayList<>();
        String text = "";
        for (Field field : fields(node.getClass())) {
            Object value = value(field, node);
            if (value == null) {
                continue;
            }
            XmlAttribute attribute = field.getAnnotation(XmlAttribute.class);
            if (attribute != null) {
                attributes.put(named(attribute.name(), field), value.toString());
            } else if (field.isAnnotationPresent(XmlValue.class) || field.isAnnotationPresent(XmlMixed.class)) {
                text = values(value).map(String::valueOf).collect(Collectors.joining());
            } else {
                values(value).forEach(each -> child(field, each).ifPresent(children::add));
            }
        }
        return new Outline(element, node instanceof Mediator, attributes, text, List.copyOf(children));
    }

    private static Optional<Outline> child(Field field, Object value) {
        if (!(value instanceof SynapseNode node)) {
            return Optional.empty();
        }
        XmlElements several = field.getAnnotation(XmlElements.class);
        if (several != null) {
            return Stream.of(several.value())
                    .filter(each -> each.type().isInstance(node))
                    .findFirst()
                    .map(each -> of(each.name(), node));
        }
        XmlElement one = field.getAnnotation(XmlElement.class);
        if (one != null) {
            return Optional.of(of(named(one.name(), field), node));
        }
        return field.isAnnotationPresent(XmlElementRef.class) ? Optional.of(of(node)) : Optional.empty();
    }

    private static Stream<?> values(Object value) {
        return value instanceof List<?> list ? list.stream() : Stream.of(value);
    }

    private static String named(String declared, Field field) {
        return declared.equals(UNSET) ? field.getName() : declared;
    }

    /** The fields of the class and of those that it extends, the base first. */
    private static List<Field> fields(Class<?> type) {
        List<Field> all = new ArrayList<>();
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            all.addAll(0, List.of(part.getDeclaredFields()));
        }
        return all;
    }

    private static @Nullable Object value(Field field, SynapseNode node) {
        try {
            field.setAccessible(true);
            return field.get(node);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }
}
