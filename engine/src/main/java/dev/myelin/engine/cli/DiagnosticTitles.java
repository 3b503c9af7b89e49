package dev.myelin.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the reference of diagnostics calls each code, read from that page. */
final class DiagnosticTitles {
    private static final String PAGE = "docs/reference/diagnostics.md";
    private static final Pattern HEADING = Pattern.compile("(?m)^## (MYL-\\d{4}): (.+)$");

    private final Map<String, String> titles = new HashMap<>();

    DiagnosticTitles() {
        try (InputStream page = DiagnosticTitles.class.getResourceAsStream("diagnostics.md")) {
            if (page != null) {
                Matcher heading = HEADING.matcher(new String(page.readAllBytes(), StandardCharsets.UTF_8));
                while (heading.find()) {
                    titles.put(heading.group(1), heading.group(2));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The title of a code; empty for one that has no section. */
    String of(String code) {
        return titles.getOrDefault(code, "");
    }

    /** The section of a code, from the root of the project, with the anchor that Markdown gives to its heading. */
    String link(String code) {
        String title = of(code);
        if (title.isEmpty()) {
            return PAGE;
        }
        String anchor = (code + "-" + title).toLowerCase(Locale.ROOT);
        return PAGE + "#" + anchor.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }
}
