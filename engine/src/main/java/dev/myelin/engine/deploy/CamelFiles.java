package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Plain Camel routes: {@code camel/*.xml}, each file for itself, so that a faulty one stops no other. */
final class CamelFiles {
    /** How XML parsers and Camel's own put a position into a message. */
    private static final Pattern POSITION =
            Pattern.compile("line\\D{0,3}(\\d+)\\D{1,12}column\\D{0,3}(\\d+)|@(\\d+):(\\d+)");

    private CamelFiles() {}

    /** Loads and starts the routes of {@code files}. */
    static void load(CamelContext context, List<Path> files, DiagnosticSink findings) {
        for (Path file : files) {
            try {
                if (Files.readString(file).isBlank()) {
                    throw new IOException("the file is empty");
                }
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.fromBytes(file.toString(), Files.readAllBytes(file)));
            } catch (Exception e) {
                findings.report(finding(file, e));
            }
        }
    }

    private static Diagnostic finding(Path file, Exception failure) {
        String reason = Reasons.root(failure);
        return Diagnostic.error("MYL-5003", location(file, reason), "the Camel routes do not start: " + reason, "");
    }

    private static SourceLocation location(Path file, String reason) {
        Matcher position = POSITION.matcher(reason);
        if (!position.find()) {
            return new SourceLocation(file.toString(), 0, 0);
        }
        int first = position.group(1) == null ? 3 : 1;
        return new SourceLocation(
                file.toString(),
                Integer.parseInt(position.group(first)),
                Math.max(1, Integer.parseInt(position.group(first + 1))));
    }
}
