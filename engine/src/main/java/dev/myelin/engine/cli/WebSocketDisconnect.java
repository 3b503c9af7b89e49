package dev.myelin.engine.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin websocket disconnect}: closes a connection. */
@Command(
        name = "disconnect",
        description = "Closes a connection. Exit code 1: there is none of this id.",
        mixinStandardHelpOptions = true)
final class WebSocketDisconnect implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ManagementClient engine = new ManagementClient();

    @Parameters(paramLabel = "ID", description = "The connection's id.")
    private String id = "";

    @Option(names = "--code", description = "The close code (default: ${DEFAULT-VALUE}).")
    private int code = 1000;

    @Option(names = "--reason", description = "The reason; at most 123 bytes.")
    private String reason = "";

    @Override
    public Integer call() {
        try {
            engine.delete("/management/connections/" + ManagementClient.escaped(id) + "?code=" + code + "&reason="
                    + ManagementClient.escaped(reason));
            return ExitCode.OK;
        } catch (ManagementClient.Failure e) {
            spec.commandLine().getErr().println("myelin websocket disconnect: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
