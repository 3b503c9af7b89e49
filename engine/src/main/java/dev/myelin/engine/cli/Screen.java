package dev.myelin.engine.cli;

import java.io.PrintWriter;

/**
 * What a dialogue prints: on a terminal with colours and a prompt, the line of the prompt being given way to whatever
 * comes; elsewhere line by line; and, where only the messages are wanted, these alone. Thread-safe.
 */
final class Screen {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final String PROMPT = "> ";
    private static final String PLAIN = "\u001b[39m";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Style style;
    private boolean prompts;
    private boolean ended;

    /**
     * How to print.
     *
     * @param terminal whether somebody types
     * @param colours whether the terminal gets them
     * @param bare whether only messages are printed, without a mark
     */
    record Style(boolean terminal, boolean colours, boolean bare) {}

    private enum Kind {
        CONTROL("", 32),
        INCOMING("< ", 34),
        ERROR("error: ", 33);

        private final String mark;
        private final int colour;

        Kind(String mark, int colour) {
            this.mark = mark;
            this.colour = colour;
        }
    }

    Screen(PrintWriter out, PrintWriter err, Style style) {
        this.out = out;
        this.err = err;
        this.style = style;
    }

    /** From now on somebody may type, if the dialogue has not ended. */
    synchronized void prompt() {
        prompts = style.terminal() && !ended;
        ask();
    }

    /** What the connection does. */
    void control(String text) {
        if (!style.bare()) {
            print(out, Kind.CONTROL, text);
        }
    }

    /** What came. */
    void incoming(String text) {
        print(out, Kind.INCOMING, text);
    }

    void error(String text) {
        print(err, Kind.ERROR, text);
    }

    private synchronized void print(PrintWriter where, Kind kind, String text) {
        if (prompts) {
            out.print(CLEAR_LINE);
            out.flush();
        }
        String mark = style.bare() && kind == Kind.INCOMING ? "" : kind.mark;
        where.println(
                style.terminal() && style.colours()
                        ? "\u001b[" + kind.colour + "m" + mark + text + PLAIN
                        : mark + text);
        where.flush();
        ask();
    }

    private void ask() {
        if (prompts) {
            out.print(PROMPT);
            out.flush();
        }
    }

    /** Nobody types any more. */
    synchronized void end() {
        if (prompts) {
            out.print(CLEAR_LINE);
            out.flush();
        }
        prompts = false;
        ended = true;
    }
}
