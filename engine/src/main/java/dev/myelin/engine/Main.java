package dev.myelin.engine;

/** Starts the engine or runs a command. */
public final class Main {
    private Main() {}

    /** The entry point of {@code bin/start.sh} and {@code bin/myelin}. */
    public static void main(String[] args) {
        throw new UnsupportedOperationException(String.join(" ", args));
    }
}
