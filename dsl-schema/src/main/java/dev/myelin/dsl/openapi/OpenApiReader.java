package dev.myelin.dsl.openapi;

import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads OpenAPI documents, one after the other, into artefacts. */
public final class OpenApiReader {
    private static final Pattern FOLDER = Pattern.compile("(^|.*/)openapi/.*");
    private static final Pattern MENTION = Pattern.compile("(?:^|[\\r\\n{,])[ \\t]*+[\"']?openapi[\"']?\\s*+:");
    private static final String VERSION = "openapi";

    private final OpenApiSettings settings;
    private final Findings findings;
    private final Consumer<Blueprint> artefacts;
    private final Map<String, SourceLocation> taken = new HashMap<>();

    /**
     * A reader.
     *
     * @param sink what is wrong
     * @param artefacts what documents become
     */
    public OpenApiReader(OpenApiSettings settings, DiagnosticSink sink, Consumer<Blueprint> artefacts) {
        this.settings = settings;
        this.findings = new Findings(sink);
        this.artefacts = artefacts;
    }

    /** Whether a file may be a document, by its name. */
    public static boolean isDocument(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
    }

    /** Reads {@code file}; false when it is something else, and not in a folder {@code openapi}. */
    public boolean read(SourceFile file) {
        boolean meant = FOLDER.matcher(file.name().replace('\\', '/')).matches();
        if (!meant && !isMentioned(file.content())) {
            return false;
        }
        try {
            int before = findings.errors();
            Optional<YamlNode> root = YamlParser.parse(file, findings);
            if (root.isPresent() && root.get() instanceof YamlNode.Mapping mapping) {
                if (!meant && mapping.entry(VERSION).isEmpty()) {
                    return false;
                }
                if (findings.errors() == before) {
                    Part document = new Part("the document", mapping.location(), mapping, findings);
                    if (isFragment(mapping)) {
                        fragment(document);
                    } else {
                        document(document);
                    }
                }
            } else {
                String found = root.map(YamlNode::kind).orElse("nothing");
                notOpenApi(new SourceLocation(file.name(), 1, 1), "the file holds " + found);
            }
        } catch (DocumentException e) {
            findings.report(e.diagnostic());
        }
        return true;
    }

    /** Looked for in as much of a file as may be read at all. */
    private static boolean isMentioned(byte[] content) {
        int length = Math.min(content.length, YamlParser.MAX_SIZE);
        return MENTION.matcher(new String(content, 0, length, StandardCharsets.UTF_8))
                .find();
    }

    private void notOpenApi(SourceLocation where, String found) {
        findings.error(
                Codes.NOT_OPENAPI,
                where,
                found + " (expected: an OpenAPI document, with openapi: 3.0.0 or later)",
                "Files of other kinds belong outside of the folder openapi");
    }

    /** Paths with nothing around them, as documentation shows them. */
    private static boolean isFragment(YamlNode.Mapping mapping) {
        return !mapping.entries().isEmpty()
                && mapping.entries().stream().allMatch(entry -> entry.name().startsWith("/"));
    }

    private void fragment(Part paths) {
        findings.warning(
                Codes.NOT_OPENAPI,
                paths.location(),
                "openapi: nothing (expected: 3.0.0 or later, and these as its paths)",
                "Put openapi: 3.0.0 and paths: before them; they are served all the same");
        Shared shared = new Shared(paths);
        paths.entries().forEach(entry -> path(entry, paths, shared));
    }

    private void document(Part document) {
        Optional<String> version = document.text(VERSION);
        if (version.isEmpty() || !version.get().matches("3\\.\\d+(\\.\\d+)?")) {
            String key = document.has(VERSION) || !document.has("swagger") ? VERSION : "swagger";
            String value = document.text(key).orElse("nothing");
            notOpenApi(document.placeOf(key), key + ": " + value);
            return;
        }
        if (document.has("x-yc-apigateway")) {
            document.findings()
                    .warning(
                            Codes.NOT_SERVED,
                            document.placeOf("x-yc-apigateway"),
                            "x-yc-apigateway has no effect in this version",
                            "Limits and origins are parameters of all inbound endpoints: [websocket] of deployment.toml");
        }
        if (!document.has("paths")) {
            document.findings().error(Codes.MISSING, document.location(), "the document has no paths", "Add paths");
        }
        Shared shared = new Shared(document);
        document.part("paths").ifPresent(paths -> paths.entries().forEach(entry -> path(entry, paths, shared)));
    }

    private void path(YamlNode.Entry entry, Part paths, Shared shared) {
        String name = entry.name();
        if (name.startsWith("x-")) {
            return;
        }
        if (!name.startsWith("/")) {
            paths.findings()
                    .error(
                            Codes.BAD_VALUE,
                            entry.key().location(),
                            "paths: " + name + " (expected: a path that begins with /)",
                            "Write /" + name);
            return;
        }
        paths.part(name).ifPresent(path -> {
            if (isFree(path)) {
                new PathReader(path, shared, settings).read().forEach(artefacts);
            }
        });
    }

    /** Paths that differ only in the names of their variables are the same for requests. */
    private boolean isFree(Part path) {
        SourceLocation earlier = taken.putIfAbsent(path.name().replaceAll("\\{[^{}]*}", "{}"), path.location());
        if (earlier != null) {
            path.findings()
                    .error(
                            Codes.PATH_TAKEN,
                            path.location(),
                            path.name() + " is served by " + earlier + " already",
                            "Merge the two; the first one runs");
        }
        return earlier == null;
    }
}
