package dev.myelin.engine.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads JSON within limits; numbers keep the digits that they came with. */
final class JsonText {
    static final int MAX_DEPTH = 1000;
    static final int MAX_NUMBER_LENGTH = 1000;

    /** Brackets, names and values: a tree takes some fifty times the memory of a short number. */
    static final int MAX_TOKENS = 2_000_000;

    private static final ObjectReader READER = reader();

    private JsonText() {}

    static JsonNode parse(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw fault(broken);
        }
    }

    static JsonNode parse(byte[] utf8, int offset, int length) {
        try {
            return READER.readTree(utf8, offset, length);
        } catch (JsonProcessingException broken) {
            throw fault(broken);
        } catch (IOException broken) {
            throw Fault.of(ErrorCode.PARSING, "The payload is not JSON: " + broken.getMessage());
        }
    }

    private static Fault fault(JsonProcessingException broken) {
        return Fault.of(ErrorCode.PARSING, "The payload is not JSON: " + JsonReason.of(broken));
    }

    private static ObjectReader reader() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .build();
        ObjectMapper mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        return mapper.reader();
    }
}
