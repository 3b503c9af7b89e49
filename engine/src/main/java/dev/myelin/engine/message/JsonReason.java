package dev.myelin.engine.message;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a text is no JSON, in words for those who sent it. */
public final class JsonReason {
    /** What the parser says from here on is about itself. */
    private static final String START = " (start marker at ";

    private JsonReason() {}

    /** What the parser found, and where. */
    public static String of(IOException broken) {
        if (!(broken instanceof JsonProcessingException json)) {
            return firstLine(broken.getMessage());
        }
        String message = firstLine(json.getOriginalMessage());
        int start = message.indexOf(START);
        JsonLocation at = json.getLocation();
        return (start < 0 ? message : message.substring(0, start))
                + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "not JSON" : text.lines().findFirst().orElse("not JSON");
    }
}
