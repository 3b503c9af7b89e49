package dev.myelin.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin inbound-endpoint}: what an engine listens for, switched off and on. */
@Command(
        name = "inbound-endpoint",
        description =
                "Lists the inbound endpoints of a running engine, and switches them off and on until it ends. Exit"
                        + " code 1: there is none of this name, or its port is taken.",
        mixinStandardHelpOptions = true)
final class InboundEndpointCommand implements Runnable {
    private static final String PATH = "/management/inbound-endpoints";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "no command given (expected: list, activate or deactivate)");
    }

    @Command(name = "list", description = "The inbound endpoints with their states.", mixinStandardHelpOptions = true)
    int list(@Mixin ManagementClient engine, @Option(names = "--json", description = "One JSON object.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            JsonNode found = engine.get(PATH);
            if (json) {
                out.println(found);
            } else {
                found.path("list")
                        .forEach(each -> out.println(String.join(
                                "  ",
                                each.path("name").asText(),
                                each.path("protocol").asText(),
                                each.path("status").asText())));
            }
            return ExitCode.OK;
        } catch (ManagementClient.Failure e) {
            return failed("list", e);
        }
    }

    @Command(name = "activate", description = "Lets it take clients.", mixinStandardHelpOptions = true)
    int activate(
            @Mixin ManagementClient engine,
            @Parameters(paramLabel = "NAME", description = "The inbound endpoint's name.") String name) {
        return change(engine, name, "activate", "active");
    }

    @Command(
            name = "deactivate",
            description = "Lets it take no more clients, and ends its sessions.",
            mixinStandardHelpOptions = true)
    int deactivate(
            @Mixin ManagementClient engine,
            @Parameters(paramLabel = "NAME", description = "The inbound endpoint's name.") String name) {
        return change(engine, name, "deactivate", "inactive");
    }

    private int change(ManagementClient engine, String name, String command, String status) {
        String body = new ObjectMapper()
                .createObjectNode()
                .put("name", name)
                .put("status", status)
                .toString();
        try {
            engine.post(PATH, "application/json", body.getBytes(StandardCharsets.UTF_8));
            return ExitCode.OK;
        } catch (ManagementClient.Failure e) {
            return failed(command, e);
        }
    }

    private int failed(String command, ManagementClient.Failure why) {
        spec.commandLine().getErr().println("myelin inbound-endpoint " + command + ": " + why.getMessage());
        return ExitCode.FAILED;
    }
}
