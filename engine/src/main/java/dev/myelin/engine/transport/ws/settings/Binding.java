package dev.myelin.engine.transport.ws.settings;

/** Where an inbound endpoint listens. */
public enum Binding {
    /** A port for WebSocket. */
    WEBSOCKET_PORT,
    /** A port for WebSocket and HTTP: {@code httpws}, {@code httpswss}. */
    HTTP_PORT,
    /** A port for HTTP alone: {@code http}, {@code https}. */
    REQUEST_PORT,
    /** The port of the HTTP listener, by path: {@code ws.listener=http}. */
    HTTP_LISTENER,
    /** The port of the HTTPS listener, by path: {@code ws.listener=https}. */
    HTTPS_LISTENER;

    /** Whether it is a port of the inbound endpoint's own. */
    public boolean isPort() {
        return this == WEBSOCKET_PORT || answersRequests();
    }

    /** Whether it is a port of the inbound endpoint's own that answers HTTP requests. */
    public boolean answersRequests() {
        return this == HTTP_PORT || this == REQUEST_PORT;
    }
}
