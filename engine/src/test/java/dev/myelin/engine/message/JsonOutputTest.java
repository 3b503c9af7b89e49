package dev.myelin.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    @Property(seed = "42")
    void writesWhatJacksonWrites(@ForAll("values") JsonNode value) {
        assertThat(JsonOutput.text(value)).isEqualTo(value.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "[[],{}]", "{\"a\":{\"b\":[1,\"\\u0001\\n\\\"\\\\/é😀\",null,true,1.50,-0,12e5]}}"})
    void writesItsOwnInput(String json) throws Exception {
        assertThat(JsonOutput.text(new ObjectMapper().readTree(json)))
                .isEqualTo(new ObjectMapper().readTree(json).toString());
        assertThat(JsonOutput.text(JsonText.parse(json)))
                .isEqualTo(JsonText.parse(json).toString());
    }

    @Provide
    Arbitrary<JsonNode> values() {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(NODES::textNode),
                Arbitraries.longs().map(NODES::numberNode),
                Arbitraries.bigDecimals().map((BigDecimal number) -> NODES.numberNode(number)),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
        return Arbitraries.recursive(() -> leaf, JsonOutputTest::nested, 0, 3);
    }

    private static Arbitrary<JsonNode> nested(Arbitrary<JsonNode> inner) {
        Arbitrary<List<JsonNode>> items = inner.list().ofMaxSize(4);
        Arbitrary<JsonNode> arrays = items.map(list -> {
            ArrayNode array = NODES.arrayNode();
            return array.addAll(list);
        });
        Arbitrary<JsonNode> objects = Combinators.combine(
                        items, Arbitraries.strings().ofMaxLength(8))
                .as((list, name) -> {
                    ObjectNode object = NODES.objectNode();
                    for (int i = 0; i < list.size(); i++) {
                        object.set(name + i, list.get(i));
                    }
                    return object;
                });
        return Arbitraries.oneOf(arrays, objects);
    }
}
