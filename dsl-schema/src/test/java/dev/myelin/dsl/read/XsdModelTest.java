package dev.myelin.dsl.read;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.model.Definitions;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Namespaces;
import dev.myelin.dsl.read.Xsd.Attribute;
import dev.myelin.dsl.read.Xsd.Child;
import dev.myelin.dsl.read.Xsd.Content;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The XSD, which is the manual, and the model, which the reader goes by, say the same. */
final class XsdModelTest {
    private final Xsd xsd = Xsd.load();
    private final Xsd mediation = Xsd.load(Xsd.MEDIATION);
    private final ModelTable table = new ModelTable();
    private final Set<Object> compared = new HashSet<>();

    @Test
    void bothHaveTheSameArtefactsAndMediators() {
        Set<String> inModel = new TreeSet<>(table.rootNames());
        inModel.addAll(table.mediatorNames());
        Set<String> elements = new TreeSet<>(xsd.globalElements().keySet());
        Set<String> mediators = new TreeSet<>(xsd.mediators());
        elements.addAll(mediation.globalElements().keySet());
        mediators.addAll(mediation.globalElements().keySet());

        assertThat(elements).isEqualTo(inModel);
        assertThat(mediators).isEqualTo(new TreeSet<>(table.mediatorNames()));
    }

    @Test
    void everyElementHasTheSameAttributesAndChildrenInBoth() {
        ElementModel definitions = table.model(Definitions.class);
        compare("definitions", xsd.content(xsd.globalElements().get("definitions")), definitions);
        xsd.globalElements().forEach((name, element) -> {
            ElementModel model = table.root(new QName(Namespaces.SYNAPSE, name))
                    .orElseGet(() -> table.model(Definitions.class)
                            .children()
                            .get(new QName(Namespaces.SYNAPSE, "sequence"))
                            .model()
                            .children()
                            .get(new QName(Namespaces.SYNAPSE, name))
                            .model());
            compare(name, xsd.content(element), model);
        });
        ElementModel sequence =
                table.root(new QName(Namespaces.SYNAPSE, "sequence")).orElseThrow();
        mediation
                .globalElements()
                .forEach((name, element) -> compare(
                        name,
                        mediation.content(element),
                        sequence.children()
                                .get(new QName(Namespaces.MEDIATION, name))
                                .model()));
        assertThat(compared.size()).isGreaterThan(30);
    }

    @Test
    void everyElementAttributeTypeAndValueIsDocumented() {
        assertThat(xsd.undocumented()).isEmpty();
        assertThat(mediation.undocumented()).isEmpty();
    }

    @Test
    void theServiceFileNamesMediatorsOnly() {
        assertThat(table.classes()).filteredOn(Mediator.class::isAssignableFrom).hasSizeGreaterThan(40);
    }

    private void compare(String path, Content content, ElementModel model) {
        if (!compared.add(model)) {
            return;
        }
        assertThat(content.attributes().keySet())
                .as("attributes of " + path)
                .isEqualTo(model.attributes().keySet());
        content.attributes().forEach((name, attribute) -> attribute(path + "/@" + name, attribute, model));
        assertThat(content.isMixed()).as(path + " is raw").isEqualTo(model.isRaw());
        assertThat(content.isText()).as(path + " is text").isEqualTo(model.isText());
        if (model.isText()) {
            assertThat(content.values())
                    .as("values of " + path)
                    .isEqualTo(new HashSet<>(model.textValues().allowed()));
        }
        assertThat(content.children().keySet())
                .as("children of " + path)
                .isEqualTo(model.children().keySet().stream()
                        .filter(child -> !child.getNamespaceURI().equals(Namespaces.MEDIATION))
                        .map(QName::getLocalPart)
                        .collect(toSet()));
        content.children().forEach((name, child) -> child(path + "/" + name, child, model));
    }

    private void attribute(String path, Attribute attribute, ElementModel model) {
        ElementModel.AttributeModel known = model.attributes().get(attribute.name());
        assertThat(attribute.required()).as(path + " is required").isEqualTo(known.required());
        assertThat(attribute.values())
                .as("values of " + path)
                .isEqualTo(new HashSet<>(known.values().allowed()));
    }

    private void child(String path, Child child, ElementModel model) {
        ElementModel.ChildModel known = model.children().get(new QName(Namespaces.SYNAPSE, child.name()));
        assertThat(child.required()).as(path + " is required").isEqualTo(known.required());
        Element element = child.element();
        compare(path, xsd.content(element), known.model());
    }
}
