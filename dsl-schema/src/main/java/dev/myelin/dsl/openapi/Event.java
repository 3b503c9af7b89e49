package dev.myelin.dsl.openapi;

import java.util.Locale;

/** What happens to a connection; each has an operation. */
enum Event {
    CONNECT,
    MESSAGE,
    DISCONNECT;

    /** The key of its operation. */
    String key() {
        return "x-yc-apigateway-websocket-" + label();
    }

    /** What its sequence is called behind the name of the path. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
