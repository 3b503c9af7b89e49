package dev.myelin.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.om.NamePool;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.s9api.XdmNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of a payload is the one that Saxon itself makes of the same XML. */
class TreeBuilderTest {
    private static final String MANY_ATTRIBUTES =
            "<a b1='1' b2='2' b3='3' b4='4' b5='5' b6='6' b7='7' b8='8' b9='9' b10='10'/>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<a>text<b/>tail<!-- note --><?target data?></a>",
                "<a xmlns='urn:one' x='1'><b xmlns=''><c xmlns='urn:two'/></b><d/></a>",
                "<p:a xmlns:p='urn:one' p:x='1' x='2'><p:b xmlns:p='urn:two' p:x='3'/><p:c/></p:a>",
                "<a xmlns:p='urn:one' xmlns:q='urn:one'><p:b/><q:b q:x='1'/></a>",
                "<a> <b>  </b>\n</a>",
                "<a b='&lt;&amp;&quot;'>&lt;&#xe9;&#x1F600;<![CDATA[<x>]]></a>",
                "<a xml:lang='en' xml:space='preserve'/>",
                MANY_ATTRIBUTES
            })
    void isTheTreeThatSaxonParses(String xml) throws Exception {
        XdmNode parsed = XmlTrees.processor()
                .newDocumentBuilder()
                .build(new StreamSource(new StringReader(xml)))
                .getOutermostElement();
        XdmNode built = Payload.ofText(xml, "application/xml").xml();
        assertThat(XmlTrees.serialize(built)).isEqualTo(XmlTrees.serialize(parsed));
        assertThat(built.getStringValue()).isEqualTo(parsed.getStringValue());
    }

    @Test
    void namesThatCallersMakeUpFillNoMemory() {
        NodeNames names = new NodeNames(new NamePool(), 1_000);
        names.of("", "urn:known", "known");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        names.of("", "", "made-up-" + i);
                    }
                })
                .isInstanceOf(Fault.class)
                .hasMessageContaining("made-up-")
                .hasMessageContaining("messages have brought too many");
        assertThat(names.of("", "urn:known", "known").getLocalPart()).isEqualTo("known");
        assertThatThrownBy(() -> names.uri("urn:" + "x".repeat(1_000))).isInstanceOf(Fault.class);
    }

    @Test
    void aNameOfAnExpressionCostsNothing() {
        NamePool pool = new NamePool();
        int number = pool.allocateFingerprint(NamespaceUri.NULL, "known");
        NodeNames names = new NodeNames(pool, 0);
        assertThat(names.of("", "", "known").getFingerprint()).isEqualTo(number);
        assertThatThrownBy(() -> names.of("", "", "unknown")).isInstanceOf(Fault.class);
    }

    @Test
    void namesOfOneHashAreToldApart() {
        NodeNames names = new NodeNames(new NamePool(), 1_000_000);
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        for (int i = 0; i < 3; i++) {
            assertThat(names.of("", "", "Aa").getLocalPart()).isEqualTo("Aa");
            assertThat(names.of("", "", "BB").getLocalPart()).isEqualTo("BB");
            assertThat(names.of("p", "urn:p", "BB").getPrefix()).isEqualTo("p");
        }
    }
}
