package dev.myelin.engine;

import dev.myelin.engine.cli.Cli;
import dev.myelin.engine.cli.StartCommand;
import dev.myelin.engine.cli.TrainingRun;
import java.util.List;

/** The entry point of {@code bin/start.sh} ({@code start}) and {@code bin/myelin} (every other command). */
public final class Main {
    private Main() {}

    /** Runs the command that the first argument names. */
    public static void main(String[] args) {
        String command = args.length == 0 ? "" : args[0];
        switch (command) {
            case "start" -> StartCommand.run(List.of(args).subList(1, args.length));
            case "train" -> TrainingRun.run();
            default -> System.exit(Cli.run(args));
        }
    }
}
