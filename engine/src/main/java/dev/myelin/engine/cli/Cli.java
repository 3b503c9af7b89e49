package dev.myelin.engine.cli;

import dev.myelin.engine.deploy.Engine;
import dev.myelin.engine.deploy.logging.EngineLogging;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bin/myelin}: one class a command, each returning its exit code. */
@Command(
        name = "myelin",
        description =
                "Checks and explains configurations, and looks after the connections of an engine. bin/start.sh runs it.",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        subcommands = {ValidateCommand.class, ExplainCommand.class, WebSocketCommand.class, InboundEndpointCommand.class
        })
public final class Cli implements Runnable {
    @Spec
    private CommandSpec spec;

    private final InputStream in;

    Cli(InputStream in) {
        this.in = in;
        spec = CommandSpec.create();
    }

    /** What the command of {@code spec} reads. */
    static InputStream input(CommandSpec spec) {
        return ((Cli) spec.root().userObject()).in;
    }

    /** Runs a command on the process's own streams; the exit code. */
    public static int run(String[] args) {
        EngineLogging.toStandardError();
        return run(writer(System.out), writer(System.err), args);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** As {@link #run(String[])}, with what it prints going elsewhere. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(System.in, out, err, args);
    }

    /** As {@link #run(PrintWriter, PrintWriter, String...)}, with what it reads coming from elsewhere. */
    static int run(InputStream in, PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Cli(in)).setOut(out).setErr(err).execute(args);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Myelin " + Engine.version()};
        }
    }
}
