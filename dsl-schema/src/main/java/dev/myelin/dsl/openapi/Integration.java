package dev.myelin.dsl.openapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One type of {@code x-yc-apigateway-integration}: makes the sequence of an operation. */
interface Integration {
    /** The key of integrations. */
    String KEY = "x-yc-apigateway-integration";

    /** Those that are there, by type. */
    Map<String, Integration> BY_TYPE = new TreeMap<>(Map.of(
            "dummy",
            new DummyIntegration(),
            "http",
            new HttpIntegration(),
            "cloud_functions",
            new FunctionIntegration()));

    /** What it may have beside {@code type}. */
    Set<String> options();

    /** Adds the mediators of {@code operation} to its sequence; reports what is wrong. */
    void build(Operation operation);

    /**
     * An operation with its integration.
     *
     * @param event when it runs
     * @param options of its integration
     * @param parameters for placeholders
     * @param settings of the engine
     * @param sequence what it becomes
     */
    record Operation(Event event, Part options, Parameters parameters, OpenApiSettings settings, Blueprint sequence) {
        Template template(String text) {
            return Template.of(text, parameters::find);
        }

        /** The answer goes to the client: in a handshake as its status, else as a message; nobody waits at the end. */
        void respond() {
            if (event != Event.DISCONNECT) {
                sequence.child("respond");
            }
        }
    }
}
