package dev.myelin.engine.transport.ws.settings;

/** Where an inbound endpoint listens. */
public enum Binding {
    /** A port for WebSocket. */
    WEBSOCKET_PORT,
    /** A port for WebSocket and HTTP: {@code httpws}, {@code httpswss}. */
    HTTP_PORT,
    /** The port of the HTTP listener, by path: {@code ws.listener=http}. */
    HTTP_LISTENER,
    /** The port of the HTTPS listener, by path: {@code ws.listener=https}. */
    HTTPS_LISTENER;

    /** Whether it is a port of the inbound endpoint's own. */
    public boolean isPort() {
        return this == WEBSOCKET_PORT || this == HTTP_PORT;
    }
}
