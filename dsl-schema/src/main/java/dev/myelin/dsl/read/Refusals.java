package dev.myelin.dsl.read;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Mediators and connectors of MI, EI and Synapse that are not there, and what does their work in their place. */
final class Refusals {
    private static final String SCRIPT_OR_CLASS = "Use <script>, or <class> with a class of your own";
    private static final String BROKER = "Use <call> with <address uri=\"camel:...\"/>: any Camel component in lib/";

    /** A mediator that is not there, and what to use. */
    private static final Map<String, String> MEDIATORS = mediators();

    /** A connector, the word before the dot, and what to use. */
    private static final Map<String, String> CONNECTORS = connectors();

    private Refusals() {}

    /** What to use for a mediator; empty for one that nobody knows. */
    static Optional<String> mediator(String name) {
        return Optional.ofNullable(MEDIATORS.get(name));
    }

    /** What to use for an operation of a connector. */
    static String connector(String operation) {
        String name = operation.substring(0, operation.indexOf('.'));
        String otherwise = "Use http.get, http.post and so on, or <call> with an endpoint, on the API of the service";
        return CONNECTORS.getOrDefault(name, otherwise);
    }

    private static Map<String, String> mediators() {
        Map<String, String> all = new HashMap<>();
        transformations(all);
        data(all);
        code(all);
        security(all);
        String events = "Use <log>, or <call> with an endpoint of what takes the events";
        put(all, events, "event", "eventPublisher", "publishEvent", "bam", "sampler", "statistics");
        put(all, "Use <conditionalRouter>, <filter> or <switch>", "router");
        put(all, "Use <clone>, or a <store> and a message processor", "enqueue", "priorityExecutor");
        put(all, "Reliable messaging is not there: use <store> and a message processor", "RMSequence");
        put(all, "Write <makefault>", "makeFault");
        put(all, "Write <foreach>", "forEach");
        put(all, "Use http.post, or <call> with an endpoint, on the API of the model", "ai");
        put(all, "Use <call> with <address uri=\"camel:...\"/> to a broker", "store");
        put(all, "Use <clone> and <aggregate>", "scatter-gather");
        put(all, "Messages are built when something looks at them: remove it", "builder");
        return Map.copyOf(all);
    }

    private static void transformations(Map<String, String> all) {
        put(all, "Use <jsontransform>, <xslt>, or <payloadFactory> with a FreeMarker template", "datamapper");
        put(all, "Use <xslt>, <payloadFactory>, or <script> for what is no XML", "smooks");
        put(all, "Write <rewrite>", "urlrewrite");
    }

    private static void data(Map<String, String> all) {
        String database = "Use <dblookup> and <dbreport>";
        put(all, "Use useTransaction=\"true\" of <dbreport>: all its statements, or none", "transaction");
        put(all, database + ", or <call> with the endpoint of the data service", "dataServiceCall", "dataService");
    }

    private static void code(Map<String, String> all) {
        put(all, SCRIPT_OR_CLASS, "spring", "bean", "ejb", "pojoCommand", "annotatedCommand", "command");
        put(all, "Use <filter> and <switch>, or " + SCRIPT_OR_CLASS.substring(4), "rule", "rules");
    }

    private static void security(Map<String, String> all) {
        put(
                all,
                "Use <call> with the endpoint of the authorization server, then <filter> on its answer",
                "entitlementService",
                "oauthService",
                "opa");
        put(all, "NTLM is not there: use an endpoint with basic or OAuth authentication", "NTLM", "ntlm");
    }

    private static Map<String, String> connectors() {
        Map<String, String> all = new HashMap<>();
        put(all, "Use <call> with <address uri=\"camel:smtp:...\"/> and camel-mail in lib/", "email");
        put(all, "Use <call> with <address uri=\"camel:file:...\"/>", "file", "fileconnector");
        put(all, BROKER, "kafkaTransport", "kafka", "amazonsqs", "rabbitmq", "jms", "redis", "mqtt", "SMPP", "ldap");
        put(all, "Use <dblookup> and <dbreport>", "db", "database");
        put(all, "Use <script>", "utility", "dateTime", "csv", "module");
        return Map.copyOf(all);
    }

    private static void put(Map<String, String> all, String hint, String... names) {
        for (String name : names) {
            all.put(name, hint);
        }
    }
}
