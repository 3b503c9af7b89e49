package dev.myelin.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin websocket send}: a message to one client. */
@Command(
        name = "send",
        description =
                "Sends a message to a client. Exit code 1: there is no connection of this id, or it did not take it.",
        mixinStandardHelpOptions = true)
final class WebSocketSend implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ManagementClient engine = new ManagementClient();

    @Parameters(paramLabel = "ID", description = "The connection's id.")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    private Message message = new Message();

    /** What is sent: one of these. */
    static final class Message {
        @Option(names = "--data", paramLabel = "TEXT", description = "A text message.")
        private @Nullable String text;

        @Option(names = "--binary", paramLabel = "FILE", description = "The file's content as a binary message.")
        private @Nullable Path file;
    }

    @Override
    public Integer call() {
        String path = "/management/connections/" + ManagementClient.escaped(id) + "/messages";
        try {
            Path file = message.file;
            if (file != null) {
                engine.post(path, "application/octet-stream", Files.readAllBytes(file));
            } else {
                String text = message.text == null ? "" : message.text;
                engine.post(path, "text/plain; charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
            }
            return ExitCode.OK;
        } catch (ManagementClient.Failure e) {
            spec.commandLine().getErr().println("myelin websocket send: " + e.getMessage());
            return ExitCode.FAILED;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("myelin websocket send: --binary: " + message.file
                            + " (expected: a file that can be read)");
            return ExitCode.USAGE;
        }
    }
}
