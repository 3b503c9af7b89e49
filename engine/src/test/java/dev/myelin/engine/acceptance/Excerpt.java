package dev.myelin.engine.acceptance;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.acceptance.Markdown.Block;
import dev.myelin.engine.deploy.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What documents show, made into files. */
final class Excerpt {
    private static final Pattern ARTEFACT = Pattern.compile(
            "\\s*<(definitions|sequence(?! key)|proxy|api|template|inboundEndpoint|endpoint|localEntry|task|messageStore"
                    + "|messageProcessor)\\b[\\s\\S]*");
    private static final String NAMESPACE = "xmlns=\"http://ws.apache.org/ns/synapse\"";

    private Excerpt() {}

    /** An excerpt as a file: mediators stand in a sequence, several artefacts in one root. */
    static String whole(String text) {
        if (!ARTEFACT.matcher(text).matches()) {
            return "<sequence " + NAMESPACE + " name=\"excerpt\">" + text + "</sequence>";
        }
        if (text.contains("xmlns=")) {
            return text;
        }
        String named = text.replaceFirst("<endpoint>", "<endpoint name=\"excerpt\">");
        return "<definitions " + NAMESPACE + ">" + named + "</definitions>";
    }

    /** What {@code validate} says of one file below {@code folder}. */
    static List<Diagnostic> findings(Path folder, String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Validation.of(List.of(file), Map.of()).diagnostics();
    }

    /** What {@code validate} says of the conf directory that {@code blocks} make. */
    static List<Diagnostic> findings(Path folder, List<Block> blocks) throws IOException {
        Files.writeString(folder.resolve("deployment.toml"), "");
        for (Block block : blocks) {
            Path file = folder.resolve(fileOf(block));
            Files.createDirectories(file.getParent());
            Files.writeString(file, block.kind().equals("xml") ? whole(block.text()) : block.text());
        }
        return Validation.of(List.of(folder), Map.of()).diagnostics();
    }

    /** Where in a conf directory a block belongs. */
    static String fileOf(Block block) {
        return block.remark("file")
                .orElse(
                        switch (block.kind()) {
                            case "toml" -> "deployment.toml";
                            case "yaml" -> "synapse-configs/default/openapi/excerpt.yaml";
                            default -> "synapse-configs/default/synapse.xml";
                        });
    }

    /** An excerpt of an OpenAPI document as one: paths stand in a document, integrations in an operation. */
    static String document(String text) {
        if (text.startsWith("openapi:")) {
            return text;
        }
        String paths =
                text.startsWith("/") ? text : "/excerpt:\n  x-yc-apigateway-websocket-message:\n" + text.indent(4);
        return "openapi: 3.0.0\npaths:\n" + paths.indent(2);
    }
}
