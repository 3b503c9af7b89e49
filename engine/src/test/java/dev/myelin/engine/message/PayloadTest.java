package dev.myelin.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNodeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static final String XMLNS = " xmlns=\"http://ws.apache.org/commons/ns/payload\"";

    private static String bodyOf(Payload payload) {
        return XmlTrees.serialize(payload.xml());
    }

    private static ByteBuf direct(String text) {
        return ByteBufUtil.writeUtf8(PooledByteBufAllocator.DEFAULT, text);
    }

    @Test
    void keepsTheBufferOfAFrameAndLeavesItToItsOwner() {
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer();
        frame.writeCharSequence("{\"a\":1}", StandardCharsets.UTF_8);

        Payload payload = Payload.ofFrame(frame, true, "application/json");
        assertThat(payload.json().get("a").asInt()).isEqualTo(1);
        assertThat(payload.text()).isEqualTo("{\"a\":1}");
        assertThat(payload.xml().getStringValue()).isEqualTo("1");
        assertThat(payload.bytes()).hasSize(7);
        assertThat(payload.size()).isEqualTo(7);

        assertThat(payload.isFrame()).isTrue();
        assertThat(payload.buffer()).isSameAs(frame);
        assertThat(frame.refCnt()).isEqualTo(1);
        assertThat(frame.readableBytes()).isEqualTo(7);
        frame.release();
    }

    @Test
    void outlivesTheFrameWhenDetached() {
        ByteBuf frame = direct("abc");
        Payload detached = Payload.ofFrame(frame, true, "text/plain").detached();
        frame.release();

        assertThat(detached.isFrame()).isTrue();
        assertThat(detached.text()).isEqualTo("abc");
    }

    @Test
    void readsWhatAnInstructionCallsMultipleAsAnArray() {
        Payload payload = Payload.ofText(
                "<a><?xml-multiple b?><b>1</b><c><?xml-multiple?><d/></c><?xml-multiple p:none?><e>2</e></a>",
                "application/xml");

        assertThat(payload.json()).hasToString("{\"a\":{\"b\":[1],\"c\":{\"d\":[null]},\"none\":[],\"e\":2}}");
    }

    @Test
    void readsAnEmptyElementAsNullUnlessTheRulesSayOtherwise() {
        Payload payload = Payload.ofText("<a><b/><c></c><d> </d><e>1</e></a>", "application/xml");

        assertThat(payload.json()).hasToString("{\"a\":{\"b\":null,\"c\":null,\"d\":\" \",\"e\":1}}");
        XmlRules rules = new XmlRules(false, Optional.empty(), false);
        assertThat(payload.json(rules)).hasToString("{\"a\":{\"b\":\"\",\"c\":\"\",\"d\":\" \",\"e\":\"1\"}}");
    }

    @Test
    void makesEachViewOnce() {
        Payload payload = Payload.ofText("{\"a\":[1]}", "application/json");

        assertThat(payload.json()).isSameAs(payload.json());
        assertThat(payload.envelope()).isSameAs(payload.envelope());
        assertThat(payload.xml().getRoot().getUnderlyingNode())
                .isEqualTo(payload.envelope().getUnderlyingNode());
        assertThat(payload.buffer()).isSameAs(payload.buffer());
    }

    @Test
    void knowsItsKind() {
        assertThat(Payload.empty().kind()).isEqualTo(Payload.Kind.EMPTY);
        assertThat(Payload.ofText("x", "").kind()).isEqualTo(Payload.Kind.TEXT);
        assertThat(Payload.ofBytes(new byte[] {1}, "image/png").kind()).isEqualTo(Payload.Kind.BINARY);
        assertThat(Payload.ofBytes(new byte[] {'1'}, "application/json").kind()).isEqualTo(Payload.Kind.TEXT);
        assertThat(Payload.ofBytes(new byte[] {'1'}, "").kind()).isEqualTo(Payload.Kind.TEXT);
        assertThat(Payload.ofFrame(Unpooled.EMPTY_BUFFER, false, "").kind()).isEqualTo(Payload.Kind.EMPTY);
        assertThat(Payload.ofFrame(Unpooled.EMPTY_BUFFER, false, "").isText()).isFalse();
        assertThat(Payload.ofFrame(Unpooled.EMPTY_BUFFER, true, "").isText()).isTrue();
    }

    @Test
    void turnsTextOfAnotherCharsetIntoUtf8() {
        Payload payload =
                Payload.ofBytes("Grüße".getBytes(StandardCharsets.ISO_8859_1), "text/plain; charset=ISO-8859-1; x=y");

        assertThat(payload.text()).isEqualTo("Grüße");
        assertThat(payload.bytes()).isEqualTo("Grüße".getBytes(StandardCharsets.UTF_8));
        assertThat(payload.size()).isEqualTo(7);
        assertThat(payload.contentType()).isEqualTo("text/plain; charset=UTF-8; x=y");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"b\":1.50}} | <jsonObject><a><b>1.50</b></a></jsonObject>",
                "{\"a\":[1,{\"b\":true},null]} | <jsonObject><a>1</a><a><b>true</b></a><a/></jsonObject>",
                "{\"a\":[]} | <jsonObject/>",
                "[1,\"x\"] | <jsonArray><jsonElement>1</jsonElement><jsonElement>x</jsonElement></jsonArray>",
                "[] | <jsonArray/>",
                "{\"a\":[1,[[],[{\"i\":2}]]]} | <jsonObject><a>1</a><a><jsonArray><jsonElement><jsonArray/></jsonElement>"
                        + "<jsonElement><jsonArray><jsonElement><i>2</i></jsonElement></jsonArray></jsonElement>"
                        + "</jsonArray></a></jsonObject>",
                "{\"$k\":1,\"3D\":\"<&\"} | <jsonObject><_JsonReader_PS_k>1</_JsonReader_PS_k>"
                        + "<_JsonReader_PD_3D>&lt;&amp;</_JsonReader_PD_3D></jsonObject>",
                "{\"a b\":1} | <jsonObject><a_JsonReader_32_b>1</a_JsonReader_32_b></jsonObject>",
                "\"x\" | <jsonValue>x</jsonValue>",
                "{\"é\":{}} | <jsonObject><é/></jsonObject>",
            })
    void turnsJsonIntoTheXmlOfMi(String json, String xml) {
        assertThat(bodyOf(Payload.ofText(json, "application/json"))).isEqualTo(xml);
    }

    @Test
    void wrapsTextAsMiDoes() {
        assertThat(bodyOf(Payload.ofText("a < b", "text/plain"))).isEqualTo("<text" + XMLNS + ">a &lt; b</text>");
    }

    @Test
    void looksAtContentOfUnknownType() {
        assertThat(bodyOf(Payload.ofText(" <a/>", ""))).isEqualTo("<a/>");
        assertThat(bodyOf(Payload.ofText("[1]", ""))).startsWith("<jsonArray>");
        assertThat(bodyOf(Payload.ofText("[broken", ""))).isEqualTo("<text" + XMLNS + ">[broken</text>");
        assertThat(bodyOf(Payload.ofText("plain", ""))).isEqualTo("<text" + XMLNS + ">plain</text>");
    }

    @Test
    void putsPoxIntoTheBodyOfAnEnvelopeWithoutCopyingItsNamespaceIntoThePiece() {
        Payload payload =
                Payload.ofText("<!-- c --><o xmlns='urn:o' xmlns:p='urn:p' p:k='v'> <p:i/></o>", "application/xml");

        assertThat(payload.isSoap()).isFalse();
        assertThat(payload.xml().getNodeKind()).isEqualTo(XdmNodeKind.ELEMENT);
        assertThat(bodyOf(payload)).isEqualTo("<o xmlns=\"urn:o\" xmlns:p=\"urn:p\" p:k=\"v\"> <p:i/></o>");
        assertThat(XmlTrees.serialize(payload.envelope()))
                .startsWith(
                        "<soapenv:Envelope xmlns:soapenv=\"" + Soap.ENVELOPE_11 + "\"><soapenv:Header/><soapenv:Body>");
    }

    @ParameterizedTest
    @ValueSource(strings = {Soap.ENVELOPE_11, Soap.ENVELOPE_12})
    void keepsAnEnvelopeThatCame(String namespace) {
        String soap = "<e:Envelope xmlns:e=\"" + namespace + "\"><e:Body><x/></e:Body></e:Envelope>";
        Payload payload = Payload.ofBytes(soap.getBytes(StandardCharsets.UTF_8), "application/soap+xml");

        assertThat(payload.isSoap()).isTrue();
        assertThat(payload.xml()).isSameAs(payload.envelope());
        assertThat(bodyOf(payload)).isEqualTo(soap);
    }

    @Test
    void readsXmlInTheEncodingThatItDeclares() {
        byte[] latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>ü</a>".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Payload.ofBytes(latin, "application/xml").xml().getStringValue())
                .isEqualTo("ü");
    }

    @Test
    void hasAnEmptyEnvelopeWhenThereIsNothing() {
        assertThat(Payload.empty().envelope().getStringValue()).isEmpty();
        assertThat(Payload.empty().isSoap()).isFalse();
        assertThat(Payload.empty().json().isMissingNode()).isTrue();
    }

    @Test
    void refusesToReadBinaryAsXml() {
        assertParsingFault(Payload.ofBytes(new byte[] {1}, "image/png"), "binary", "image/png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "<a></b>", "<a b/>", "text", "<p:a/>", "<a/><b/>", "<a>&#0;</a>"})
    void reportsMalformedXmlWithThePlace(String xml) {
        assertParsingFault(Payload.ofText(xml, "application/xml"), "The payload is not XML: ", " at line 1, column ");
    }

    @Test
    void refusesDocumentTypesAndReadsNoOtherFile(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "top secret");
        String attack = "<!DOCTYPE a [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]><a>&s;</a>";

        assertParsingFault(Payload.ofText(attack, "application/xml"), "document type declaration");
        assertThat(bodyOf(Payload.ofText(attack, ""))).contains("&lt;!DOCTYPE").doesNotContain("top secret");
    }

    @Test
    void limitsTheDepthOfXmlAndJson() {
        assertParsingFault(Payload.ofText("<a>".repeat(5000), "application/xml"), "Depth limit (1000)");
        assertThatThrownBy(() ->
                        Payload.ofText("[".repeat(5000), "application/json").json())
                .isInstanceOf(Fault.class)
                .hasMessageContaining("nesting depth (1001) exceeds the maximum allowed (1000");
        assertThat(Payload.ofText("[".repeat(999) + "]".repeat(999), "application/json")
                        .xml())
                .isNotNull();
    }

    @Test
    void limitsTheLengthOfNumbers() {
        assertThatThrownBy(() ->
                        Payload.ofText("9".repeat(1001), "application/json").json())
                .isInstanceOf(Fault.class)
                .hasMessageContaining("exceeds the maximum allowed (1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} x", "{\"a\":}", "nope"})
    void reportsMalformedJsonWithThePlace(String json) {
        assertThatThrownBy(() -> Payload.ofText(json, "application/json").json())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.PARSING))
                .hasMessageMatching("(?s)The payload is not JSON: .* at line 1, column \\d+");
    }

    private static void assertParsingFault(Payload payload, String... parts) {
        assertThatThrownBy(payload::xml)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.PARSING))
                .satisfies(fault -> assertThat(fault.getMessage()).contains(parts));
    }
}
