package dev.myelin.engine.transport.ws.correlation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks through the members of JSON objects without making a tree, and says where values stand. */
final class JsonMembers {
    /** The limits of payloads as everywhere else. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxNumberLength(1000)
                    .maxTokenCount(2_000_000)
                    .build())
            .build();

    private static final int MOST_DIGITS = 18;

    private JsonMembers() {}

    /** Told of each member of an object. */
    @FunctionalInterface
    interface Members {
        /** The parser stands at the value; what it does not read is skipped. */
        void member(String name, JsonParser parser) throws IOException;
    }

    /** Told of each object of a text: the one there is, or those of an array. */
    interface Objects extends Members {
        void begin() throws IOException;

        void end() throws IOException;
    }

    /**
     * Where a value stands.
     *
     * @param start of its first byte
     * @param end behind its last byte
     */
    record Span(int start, int end) {
        int length() {
            return end - start;
        }
    }

    /**
     * Walks through an object, or the objects of an array.
     *
     * @return whether it is an array
     * @throws IOException when it is not JSON, or neither of both
     */
    static boolean walk(byte[] json, Objects taker) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (parser.currentTokenLocation().getByteOffset() < 0) {
                // The parser takes UTF-16 and UTF-32 as well, but cannot say where anything stands in them.
                throw new IOException("not UTF-8");
            }
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    object(parser, taker);
                }
            } else {
                object(parser, taker);
            }
            if (parser.nextToken() != null) {
                throw new IOException("more follows after its end");
            }
            return first == JsonToken.START_ARRAY;
        }
    }

    private static void object(JsonParser parser, Objects taker) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        taker.begin();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            taker.member(name, parser);
            if (value.isStructStart() && parser.currentToken() == value) {
                parser.skipChildren();
            }
        }
        taker.end();
    }

    /** Where the value stands that the parser is at, which is read to its end. */
    static Span span(JsonParser parser) throws IOException {
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        @Nullable JsonToken token = parser.currentToken();
        if (token != null && token.isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        return new Span(start, Math.toIntExact(parser.currentLocation().getByteOffset()));
    }

    /** The number that a value is, also one that is written as text; -1 for any other. */
    static long number(byte[] json, Span span) {
        boolean quoted = json[span.start()] == '"';
        int start = quoted ? span.start() + 1 : span.start();
        int end = quoted ? span.end() - 1 : span.end();
        if (start >= end || end - start > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
