package dev.myelin.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code myelin websocket connect}: a WebSocket client for the terminal and for scripts, with the flags of wscat. */
@Command(
        name = "connect",
        description = {
            "Connects to a WebSocket server: each line that is typed is sent, each message that comes is printed. Where"
                    + " the input is no terminal, each of its lines is sent; at its end the answers are waited for.",
            "Exit code 0: the connection ended with a close frame; 1: it could not be made, or was lost; 2: wrong call."
        },
        mixinStandardHelpOptions = true)
final class WebSocketConnect implements Callable<Integer> {
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);
    private static final long ANSWERS = TimeUnit.SECONDS.toNanos(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "URL", description = "Such as ws://localhost:9092/chat.")
    private @Nullable String url;

    @Option(
            names = {"-c", "--connect"},
            paramLabel = "URL",
            description = "The URL, as wscat takes it.")
    private @Nullable String connect;

    @Mixin
    private HandshakeOptions handshake = new HandshakeOptions();

    @Mixin
    private ClientTlsOptions tls = new ClientTlsOptions();

    @Option(
            names = {"-x", "--execute"},
            paramLabel = "MESSAGE",
            description = "Send this, print the answers and nothing else, and close.")
    private List<String> execute = new ArrayList<>();

    @Option(
            names = {"-w", "--wait"},
            paramLabel = "SECONDS",
            description = "How long to wait for answers after the last message, with -x or at the end of the input; -1:"
                    + " until the server closes. If not given: until none has come for 2 seconds, at most 10.")
    private @Nullable Double wait;

    @Option(
            names = {"-P", "--show-ping-pong"},
            description = "Print pings and pongs that come.")
    private boolean showsPings;

    @Option(names = "--slash", description = "Take /ping [DATA], /pong [DATA] and /close [CODE [REASON]] for commands.")
    private boolean slash;

    @Option(names = "--binary", description = "Send binary messages.")
    private boolean binary;

    @Option(names = "--no-color", description = "No colours on a terminal.")
    private boolean plain;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the messages that come, without a mark, and nothing else.")
    private boolean quiet;

    @Override
    public Integer call() throws InterruptedException {
        boolean terminal = execute.isEmpty() && Boolean.getBoolean("myelin.terminal");
        boolean colours = !plain && System.getenv("NO_COLOR") == null;
        Screen screen = new Screen(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                new Screen.Style(terminal, colours, quiet || !execute.isEmpty()));
        Dialogue dialogue = new Dialogue(screen, showsPings);
        try {
            Target target = target();
            HttpClient client = client();
            WebSocket socket = handshake
                    .request(client, target)
                    .buildAsync(target.url(), dialogue)
                    .join();
            return talk(dialogue, socket, screen, terminal);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            screen.error(ConnectFailures.text(cause));
            return cause instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.FAILED;
        }
    }

    private Target target() {
        String first = connect != null ? connect : url;
        if (first == null || connect != null && url != null) {
            throw new IllegalArgumentException("URL: " + (first == null ? "none" : "two") + " (expected: one)");
        }
        return Target.parse(first);
    }

    private HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder();
        handshake.proxy().ifPresent(builder::proxy);
        if (!tls.isDefault()) {
            builder.sslContext(tls.context());
        }
        return builder.build();
    }

    private int talk(Dialogue dialogue, WebSocket socket, Screen screen, boolean terminal) throws InterruptedException {
        Thread hook = new Thread(() -> closeAtInterrupt(dialogue, socket), "close-at-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        TypedLines lines = new TypedLines(dialogue, socket, screen, new TypedLines.Manner(slash, binary));
        Thread reader = new Thread(() -> read(dialogue, socket, lines, terminal), "reader");
        reader.setDaemon(true);
        reader.start();
        dialogue.awaitEnd();
        awaitAnswerToClose(socket);
        if (!hook.isAlive()) {
            removed(hook);
        }
        return dialogue.isLost() ? ExitCode.FAILED : ExitCode.OK;
    }

    private void read(Dialogue dialogue, WebSocket socket, TypedLines lines, boolean terminal) {
        try {
            if (execute.isEmpty()) {
                var in = new BufferedReader(new InputStreamReader(Cli.input(spec), StandardCharsets.UTF_8));
                lines.readAll(in);
            } else {
                for (String message : execute) {
                    lines.send(message);
                }
            }
            if (!terminal || wait != null) {
                awaitAnswers(dialogue);
            }
            dialogue.close(socket, WebSocket.NORMAL_CLOSURE, "");
        } catch (IOException e) {
            socket.abort();
            dialogue.onError(socket, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswers(Dialogue dialogue) throws InterruptedException {
        if (wait == null) {
            dialogue.awaitQuiet(QUIET, ANSWERS);
        } else if (wait < 0) {
            dialogue.awaitEnd();
        } else {
            dialogue.awaitEnd((long) (wait * TimeUnit.SECONDS.toNanos(1)));
        }
    }

    private static void closeAtInterrupt(Dialogue dialogue, WebSocket socket) {
        try {
            dialogue.close(socket, WebSocket.NORMAL_CLOSURE, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JDK's client answers a close frame by itself, a little later. */
    private static void awaitAnswerToClose(WebSocket socket) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!socket.isOutputClosed() && System.nanoTime() < end) {
            new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
        }
    }

    private static void removed(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process ends already, and the hook runs.
        }
    }
}
