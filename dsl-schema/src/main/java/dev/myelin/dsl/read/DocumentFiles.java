package dev.myelin.dsl.read;

import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.openapi.Blueprint;
import dev.myelin.dsl.openapi.OpenApiReader;
import dev.myelin.dsl.openapi.OpenApiSettings;
import dev.myelin.dsl.read.FileReader.Draft;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.namespace.QName;

/** OpenAPI documents: what they mean becomes elements, which are checked and made into artefacts as those of XML are. */
final class DocumentFiles {
    private final ModelTable table;
    private final Unmarshalling unmarshalling;
    private final DiagnosticSink sink;
    private final Consumer<Draft> drafts;
    private final OpenApiReader reader;

    DocumentFiles(
            OpenApiSettings settings,
            ModelTable table,
            Unmarshalling unmarshalling,
            DiagnosticSink sink,
            Consumer<Draft> drafts) {
        this.table = table;
        this.unmarshalling = unmarshalling;
        this.sink = sink;
        this.drafts = drafts;
        this.reader = new OpenApiReader(settings, sink, this::artefact);
    }

    /** Reads {@code file}; false when it is no such document. */
    boolean read(SourceFile file) {
        return reader.read(file);
    }

    private void artefact(Blueprint blueprint) {
        XmlElement element = element(blueprint);
        ElementModel model = table.root(element.modelName()).orElseThrow();
        new ElementChecker(table, sink).check(element, model);
        drafts.accept(new Draft(unmarshalling.artefact(element, model), element));
    }

    private static XmlElement element(Blueprint blueprint) {
        List<XmlElement.Attribute> attributes = blueprint.attributes().entrySet().stream()
                .map(each -> new XmlElement.Attribute(new QName(each.getKey()), each.getValue()))
                .toList();
        QName name = new QName(blueprint.namespace(), blueprint.name());
        XmlElement element = new XmlElement(name, blueprint.location(), Map.of(), attributes);
        if (!blueprint.text().isEmpty()) {
            element.children().add(new XmlNode.Text(blueprint.text()));
        }
        blueprint.children().forEach(child -> element.children().add(element(child)));
        element.endAt(blueprint.end());
        return element;
    }
}
