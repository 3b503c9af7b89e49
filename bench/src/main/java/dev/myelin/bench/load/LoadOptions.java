package dev.myelin.bench.load;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What one run does; the names are those of wsload. */
final class LoadOptions {
    /** What is done with the connections. */
    enum Mode {
        /** Messages, in a closed loop, or in an open one with a rate. */
        LOAD,
        /** Nothing but pings. */
        IDLE,
        /** Connect, handshake, one message, close, and again. */
        CHURN
    }

    @Option(names = "--url", required = true, description = "ws:// or wss://; no certificate is checked")
    URI url = URI.create("ws://127.0.0.1:9092/");

    @Option(names = "--conns", description = "connections (default: ${DEFAULT-VALUE})")
    int conns = 1;

    @Option(names = "--depth", description = "messages in flight on each, closed loop (default: ${DEFAULT-VALUE})")
    int depth = 1;

    @Option(names = "--size", description = "bytes of a message, at least 34 (default: ${DEFAULT-VALUE})")
    int size = 64;

    @Option(names = "--shape", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Shape shape = Shape.JSON;

    @Option(
            names = "--rate",
            description = "open loop: messages a second over all connections, latency from the intended time")
    double rate;

    @Option(names = "--seconds", description = "of measuring (default: ${DEFAULT-VALUE})")
    double seconds = 5;

    @Option(names = "--warmup", description = "seconds of load before that (default: ${DEFAULT-VALUE})")
    double warmup = 0.5;

    @Option(names = "--binary", description = "binary instead of text messages")
    boolean binary;

    @Option(names = "--subprotocol", description = "offered in the handshake")
    String subprotocol = "";

    @Option(names = "--header", description = "'Name: value' of the handshake; may be repeated")
    List<String> headers = new ArrayList<>();

    @Option(names = "--idle", description = "so many idle connections")
    int idle;

    @Option(names = "--hold", description = "seconds to hold them (default: ${DEFAULT-VALUE})")
    double hold = 5;

    @Option(names = "--ping", description = "seconds between two pings of an idle connection; 0: none")
    double ping;

    @Option(names = "--churn", description = "seconds of cycles, --conns at a time")
    double churn;

    @Option(names = "--burst", description = "handshakes under way at a time (default: ${DEFAULT-VALUE})")
    int burst = 128;

    @Option(names = "--drain", description = "seconds to wait for the last answers (default: ${DEFAULT-VALUE})")
    double drain = 5;

    @Option(names = "--timeout", description = "seconds for connecting and handshake (default: ${DEFAULT-VALUE})")
    double timeout = 10;

    @Option(names = "--json", description = "one JSON object on standard output")
    boolean json;

    @Option(names = "--marks", description = "MARK ready, start, end on standard error")
    boolean marks;

    Mode mode() {
        return idle > 0 ? Mode.IDLE : churn > 0 ? Mode.CHURN : Mode.LOAD;
    }

    int connections() {
        return mode() == Mode.IDLE ? idle : conns;
    }

    boolean tls() {
        return "wss".equalsIgnoreCase(url.getScheme());
    }

    int port() {
        return url.getPort() != -1 ? url.getPort() : tls() ? 443 : 80;
    }

    /** What is wrong with them; empty when nothing is. */
    String problem() {
        if (!tls() && !"ws".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            return "--url: " + url + " (expected: ws://HOST:PORT/path or wss://)";
        }
        if (size < shape.smallest()) {
            return "--size: " + size + " (expected: at least " + shape.smallest() + ")";
        }
        return connections() < 1 || connections() > 999_999 || depth < 1 || burst < 1
                ? "--conns, --depth, --burst (expected: 1 or more)"
                : "";
    }
}
