package dev.myelin.dsl.read;

import dev.myelin.dsl.model.Allowed;
import dev.myelin.dsl.model.Api;
import dev.myelin.dsl.model.Artefact;
import dev.myelin.dsl.model.Definitions;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.MessageProcessor;
import dev.myelin.dsl.model.MessageStore;
import dev.myelin.dsl.model.Namespaces;
import dev.myelin.dsl.model.Proxy;
import dev.myelin.dsl.model.RawContent;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.model.Task;
import dev.myelin.dsl.model.Template;
import dev.myelin.dsl.read.ElementModel.AttributeModel;
import dev.myelin.dsl.read.ElementModel.ChildModel;
import dev.myelin.dsl.read.ElementModel.Values;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Every element of the language, taken from the JAXB annotations of the model. */
final class ModelTable {
    private static final String UNSET = "##default";
    private static final List<Class<? extends Artefact>> ARTEFACTS = List.of(
            Sequence.class,
            Proxy.class,
            Api.class,
            InboundEndpoint.class,
            Endpoint.class,
            Template.class,
            LocalEntry.class,
            MessageStore.class,
            MessageProcessor.class,
            Task.class);

    private final Map<Class<?>, ElementModel> models = new HashMap<>();
    private final Map<QName, Class<? extends SynapseNode>> roots = new LinkedHashMap<>();
    private final Map<QName, Class<? extends Mediator>> mediators = new LinkedHashMap<>();

    /** The table of the model and of every mediator that {@link ServiceLoader} finds. */
    ModelTable() {
        ServiceLoader.load(Mediator.class, Mediator.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::type)
                .forEach(type -> mediators.put(rootName(type), type));
        roots.put(rootName(Definitions.class), Definitions.class);
        for (Class<? extends Artefact> type : ARTEFACTS) {
            roots.put(rootName(type), type.asSubclass(SynapseNode.class));
        }
        roots.values().forEach(this::model);
    }

    /** The classes that JAXB must know. */
    List<Class<?>> classes() {
        return Stream.<Class<?>>concat(roots.values().stream(), mediators.values().stream())
                .distinct()
                .toList();
    }

    /** What a file may have as its root. */
    Optional<ElementModel> root(QName name) {
        return Optional.ofNullable(roots.get(name)).map(this::model);
    }

    /** The local names of what a file may have as its root. */
    List<String> rootNames() {
        return roots.keySet().stream().map(QName::getLocalPart).toList();
    }

    /** The local names of the mediators. */
    List<String> mediatorNames() {
        return mediators.keySet().stream().map(QName::getLocalPart).toList();
    }

    /** The names of the elements that can have a child {@code name}, sorted. */
    List<String> holdersOf(QName name) {
        Set<String> holders = new TreeSet<>();
        roots.forEach((root, type) -> holders(root.getLocalPart(), model(type), name, holders, new HashSet<>()));
        return List.copyOf(holders);
    }

    private static void holders(
            String element, ElementModel model, QName name, Set<String> found, Set<ElementModel> seen) {
        if (!seen.add(model)) {
            return;
        }
        if (model.children().containsKey(name)) {
            found.add(element);
        }
        model.children().forEach((child, below) -> holders(child.getLocalPart(), below.model(), name, found, seen));
    }

    /** What an element of {@code type} may have in it. */
    ElementModel model(Class<?> type) {
        ElementModel known = models.get(type);
        if (known != null) {
            return known;
        }
        ElementModel model = new ElementModel();
        models.put(type, model);
        if (type.isAnnotationPresent(RawContent.class)) {
            model.makeRaw();
        }
        for (Class<?> part : lineage(type)) {
            for (Field field : part.getDeclaredFields()) {
                add(model, field);
            }
        }
        return model;
    }

    /** The class and those it extends within the model, the base first. */
    private static List<Class<?>> lineage(Class<?> type) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            all.add(0, part);
        }
        return all;
    }

    private void add(ElementModel model, Field field) {
        XmlAttribute attribute = field.getAnnotation(XmlAttribute.class);
        if (attribute != null) {
            String name = named(attribute.name(), field);
            model.attributes().put(name, new AttributeModel(name, attribute.required(), values(field)));
        }
        XmlElements several = field.getAnnotation(XmlElements.class);
        if (several != null) {
            for (XmlElement each : several.value()) {
                put(model, child(each, field, each.type()));
            }
        }
        XmlElement element = field.getAnnotation(XmlElement.class);
        if (element != null) {
            addElement(model, field, child(element, field, contentType(field)));
        }
        if (field.isAnnotationPresent(XmlElementRef.class)) {
            model.makeMediatorHolder();
            mediators.forEach((name, type) -> put(model, new ChildModel(name, false, true, model(type))));
        }
    }

    private void addElement(ElementModel model, Field field, ChildModel child) {
        XmlElementWrapper wrapper = field.getAnnotation(XmlElementWrapper.class);
        if (wrapper == null) {
            put(model, child);
            return;
        }
        ElementModel around = new ElementModel();
        put(around, child);
        QName name = new QName(Namespaces.SYNAPSE, named(wrapper.name(), field));
        put(model, new ChildModel(name, wrapper.required(), false, around));
    }

    private static void put(ElementModel model, ChildModel child) {
        model.children().put(child.name(), child);
    }

    private ChildModel child(XmlElement element, Field field, Class<?> type) {
        QName name = new QName(Namespaces.SYNAPSE, named(element.name(), field));
        ElementModel content = type == String.class ? ElementModel.ofText(values(field)) : model(type);
        return new ChildModel(name, element.required(), isList(field), content);
    }

    private static boolean isList(Field field) {
        return List.class.isAssignableFrom(field.getType());
    }

    private static Class<?> contentType(Field field) {
        return isList(field) && field.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : field.getType();
    }

    private static String named(String declared, Field field) {
        return declared.equals(UNSET) ? field.getName() : declared;
    }

    private static QName rootName(Class<?> type) {
        XmlRootElement root = type.getAnnotation(XmlRootElement.class);
        if (root == null) {
            throw new IllegalStateException(type.getName() + " has no @XmlRootElement");
        }
        return new QName(root.namespace().equals(UNSET) ? Namespaces.SYNAPSE : root.namespace(), root.name());
    }

    private static Values values(Field field) {
        @Nullable Allowed allowed = field.getAnnotation(Allowed.class);
        return allowed == null ? Values.ANY : new Values(List.of(allowed.value()), allowed.otherwise());
    }
}
