package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.PayloadFactory;
import dev.myelin.dsl.model.Property;
import org.junit.jupiter.api.Test;

final class RawContentTest {
    private static final String SYNAPSE = "http://ws.apache.org/ns/synapse";

    @Test
    void textComesAsItIs() {
        assertThat(format("<format>{\"a\": \"$1\",\n \"b\": 1 &lt; 2}<![CDATA[<x>&amp;]]></format>"))
                .isEqualTo("{\"a\": \"$1\",\n \"b\": 1 < 2}<x>&amp;");
    }

    @Test
    void aCommentInTextIsNoText() {
        assertThat(format("<format>a<!-- b -->c</format>")).isEqualTo("ac");
    }

    @Test
    void xmlDeclaresThePrefixesThatItUsesAndNoOthers() {
        assertThat(format("<format xmlns:m='urn:m' xmlns:unused='urn:u'><m:a xmlns=''><b c='$1'/></m:a></format>"))
                .isEqualTo("<m:a xmlns:m=\"urn:m\"><b c=\"$1\"/></m:a>");
    }

    @Test
    void prefixesInValuesAndTextsStayBound() {
        assertThat(format("<format xmlns:xs='urn:xs' xmlns:i='urn:i'>"
                        + "<a xmlns='' i:type='xs:int'/><b xmlns=''>//xs:c</b></format>"))
                .isEqualTo("<a xmlns:i=\"urn:i\" xmlns:xs=\"urn:xs\" i:type=\"xs:int\"/>"
                        + "<b xmlns:xs=\"urn:xs\">//xs:c</b>");
    }

    @Test
    void elementsWithoutAPrefixKeepTheNamespaceOfTheFileAsInMi() {
        assertThat(format("<format><a><b xmlns=''/></a></format>"))
                .isEqualTo("<a xmlns=\"" + SYNAPSE + "\"><b xmlns=\"\"/></a>");
    }

    @Test
    void markupCharactersAreEscapedAgain() {
        assertThat(format("<format><a xmlns='' b='&quot;&lt;&#10;&amp;'>&lt;&gt;&amp;\"<!--c--><?p d?></a></format>"))
                .isEqualTo("<a b=\"&quot;&lt;&#10;&amp;\">&lt;&gt;&amp;\"<!--c--><?p d?></a>");
    }

    @Test
    void nothingInsideIsHeldAgainstTheLanguage() {
        Project project = Fixtures.read("<localEntry key='k' xmlns='" + SYNAPSE
                + "'><description>of the author</description><log levl='x'><frobnicate/></log></localEntry>");
        assertThat(project.diagnostics()).isEmpty();
        LocalEntry entry = project.localEntries().get("k");
        assertThat(entry.content()).isEqualTo("<log xmlns=\"" + SYNAPSE + "\" levl=\"x\"><frobnicate/></log>");
    }

    @Test
    void aPropertyCanHoldXml() {
        Project project = Fixtures.readMediators("<property name='p' type='OM'><a xmlns='urn:a'>1</a></property>");
        assertThat(project.diagnostics()).isEmpty();
        Property property = (Property) project.sequences().get("s").mediators().get(0);
        assertThat(property.inline()).contains("<a xmlns=\"urn:a\">1</a>");
    }

    private static String format(String format) {
        Project project = Fixtures.readMediators("<payloadFactory media-type='text'>" + format + "</payloadFactory>");
        assertThat(project.diagnostics()).isEmpty();
        PayloadFactory factory =
                (PayloadFactory) project.sequences().get("s").mediators().get(0);
        return factory.format().orElseThrow().template();
    }
}
