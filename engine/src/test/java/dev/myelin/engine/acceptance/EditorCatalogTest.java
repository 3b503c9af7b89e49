package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.catalog.Catalog;
import javax.xml.catalog.CatalogFeatures;
import javax.xml.catalog.CatalogManager;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;

/** What an editor does with the catalog: it finds the schema by the namespace, offline, and can use it. */
class EditorCatalogTest {
    private static final String NAMESPACE = "http://ws.apache.org/ns/synapse";
    private static final String MEDIATION = "urn:myelin:mediation";

    private final Catalog catalog = CatalogManager.catalog(
            CatalogFeatures.defaults(), Folders.of("dsl-schema/catalog.xml").toUri());

    @Test
    void theNamespaceLeadsToTheSchemaOfTheCheckout() {
        assertThat(Path.of(URI.create(catalog.matchURI(NAMESPACE))))
                .isRegularFile()
                .isEqualTo(Folders.of("dsl-schema/src/main/resources/dev/myelin/dsl/synapse.xsd"));
        assertThat(catalog.matchSystem(NAMESPACE)).isEqualTo(catalog.matchURI(NAMESPACE));
        assertThat(Path.of(URI.create(catalog.matchURI(MEDIATION))))
                .isEqualTo(Folders.of("dsl-schema/src/main/resources/dev/myelin/dsl/mediation.xsd"));
    }

    @Test
    void theSchemaIsXsd10AndTakesTheDefaultConfiguration() throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false); // its limit is lower than our counts
        Schema schema = factory.newSchema(new StreamSource[] {
            new StreamSource(catalog.matchURI(NAMESPACE)), new StreamSource(catalog.matchURI(MEDIATION))
        });

        for (String file : new String[] {"inbound-endpoints/websocket.xml", "sequences/dispatchSeq.xml"}) {
            Path artefact = Folders.of("conf/synapse-configs/default/" + file);
            schema.newValidator().validate(new StreamSource(artefact.toFile()));
        }
        Path own = Folders.of("samples/chat/synapse-configs/default/sequences/chatSeq.xml");
        schema.newValidator().validate(new StreamSource(own.toFile()));
    }
}
