package dev.myelin.engine.transport.ws;

import java.util.Map;

/**
 * What an inbound endpoint of protocol {@code ws} is set to, from its parameters and the defaults of {@code [websocket]}.
 */
public final class InboundSettings {
    private final String name;

    private InboundSettings(String name) {
        this.name = name;
    }

    /** Takes what is wrong with a parameter. */
    @FunctionalInterface
    public interface Problems {
        /**
         * @param parameter the parameter's name
         * @param error whether the endpoint cannot run so
         * @param code the diagnostic's code
         * @param message what is wrong
         * @param hint what to do
         */
        void report(String parameter, boolean error, String code, String message, String hint);
    }

    /**
     * Checks and takes over the parameters.
     *
     * @param name the inbound endpoint's
     * @param parameters name to value, in order
     * @param defaults of {@code [websocket]}, parameter name to value
     */
    public static InboundSettings parse(
            String name, Map<String, String> parameters, Map<String, String> defaults, Problems problems) {
        return new InboundSettings(name);
    }

    /** The inbound endpoint's name. */
    public String name() {
        return name;
    }
}
