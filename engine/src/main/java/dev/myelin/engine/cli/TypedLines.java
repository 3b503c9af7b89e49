package dev.myelin.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.regex.Pattern;

/** Sends what is typed: each line a message, or with {@code --slash} a command. */
final class TypedLines {
    /** Those that a client of the JDK sends. */
    private static final Pattern CODES = Pattern.compile("100[018]|1011|[34]\\d{3}");

    private final Dialogue dialogue;
    private final WebSocket socket;
    private final Screen screen;
    private final Manner manner;

    /**
     * What lines are.
     *
     * @param slash whether those that begin with a slash are commands
     * @param binary whether messages are binary
     */
    record Manner(boolean slash, boolean binary) {}

    TypedLines(Dialogue dialogue, WebSocket socket, Screen screen, Manner manner) {
        this.dialogue = dialogue;
        this.socket = socket;
        this.screen = screen;
        this.manner = manner;
    }

    /** Sends the lines up to the end of the input, or of the connection. */
    void readAll(BufferedReader in) throws IOException, InterruptedException {
        screen.prompt();
        for (String line = in.readLine(); line != null && !dialogue.isOver(); line = in.readLine()) {
            send(line);
            if (!dialogue.isOver()) {
                screen.prompt();
            }
        }
    }

    void send(String line) throws InterruptedException {
        if (manner.slash() && line.startsWith("/")) {
            command(line);
        } else if (manner.binary()) {
            dialogue.binary(socket, line);
        } else {
            dialogue.text(socket, line);
        }
    }

    private void command(String line) throws InterruptedException {
        String[] words = line.substring(1).strip().split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "ping" -> dialogue.ping(socket, rest);
            case "pong" -> dialogue.pong(socket, rest);
            case "close" -> close(rest);
            default -> screen.error("/" + words[0] + " (expected: /ping, /pong or /close)");
        }
    }

    private void close(String rest) throws InterruptedException {
        String[] words = rest.split("\\s+", 2);
        String code = words[0].isEmpty() ? "1000" : words[0];
        if (!CODES.matcher(code).matches()) {
            screen.error("code: " + code + " (expected: 1000, 1001, 1008, 1011 or 3000 to 4999)");
            return;
        }
        dialogue.close(socket, Integer.parseInt(code), words.length > 1 ? words[1] : "");
    }
}
