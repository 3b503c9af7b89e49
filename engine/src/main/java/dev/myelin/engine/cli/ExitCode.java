package dev.myelin.engine.cli;

/** What the commands return to the shell. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private ExitCode() {}
}
