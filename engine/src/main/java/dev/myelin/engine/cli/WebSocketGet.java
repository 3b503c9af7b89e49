package dev.myelin.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin websocket get}: all that is known of a connection. */
@Command(
        name = "get",
        description = "All that is known of a connection. Exit code 1: there is none of this id.",
        mixinStandardHelpOptions = true)
final class WebSocketGet implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ManagementClient engine = new ManagementClient();

    @Parameters(paramLabel = "ID", description = "The connection's id.")
    private String id = "";

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            JsonNode connection = engine.get("/management/connections/" + ManagementClient.escaped(id));
            if (json) {
                out.println(connection);
            } else {
                connection
                        .properties()
                        .forEach(field -> out.println(field.getKey() + ": "
                                + (field.getValue().isTextual()
                                        ? field.getValue().asText()
                                        : field.getValue())));
            }
            out.flush();
            return ExitCode.OK;
        } catch (ManagementClient.Failure e) {
            spec.commandLine().getErr().println("myelin websocket get: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
