package dev.myelin.engine.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code myelin websocket}: the live connections of an engine that runs. */
@Command(
        name = "websocket",
        description = "Lists, describes, writes to and closes the WebSocket connections of a running engine, by its"
                + " management port; and connects to any WebSocket server.",
        mixinStandardHelpOptions = true,
        subcommands = {
            WebSocketList.class,
            WebSocketGet.class,
            WebSocketSend.class,
            WebSocketDisconnect.class,
            WebSocketConnect.class
        })
final class WebSocketCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "no command given (expected: list, get, send, disconnect or connect)");
    }
}
