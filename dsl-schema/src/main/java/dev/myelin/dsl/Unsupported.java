package dev.myelin.dsl;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something of Synapse or WSO2 MI that a file asks for and that is not there: why a file without a fault is refused.
 *
 * @param kind what it is
 * @param name the name of a mediator, a connector, a scheme ...
 */
public record Unsupported(Kind kind, String name) {

    /** What can be missing, in the words of reports. */
    public enum Kind {
        /** A root element, or a child of {@code definitions}. */
        ARTEFACT("artefact"),
        /** A mediator. */
        MEDIATOR("mediator"),
        /** A connector, without the operation. */
        CONNECTOR("connector"),
        /** What an {@code endpoint} has in it. */
        ENDPOINT("endpoint kind"),
        /** Another element, as {@code parent/child}. */
        ELEMENT("element"),
        /** The scheme of an address. */
        TRANSPORT("transport of an address"),
        /** The protocol of an inbound endpoint. */
        PROTOCOL("inbound protocol"),
        /** The class of a message store. */
        STORE("message store"),
        /** The class of a message processor. */
        PROCESSOR("message processor"),
        /** The class of a task. */
        TASK("class of a task"),
        /** The language of a script. */
        LANGUAGE("script language");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word that reports use. */
        public String label() {
            return label;
        }
    }

    private static final String CAMEL_TRANSPORT =
            "Send to a Camel endpoint, <address uri=\"camel:%s:...\"/>, with the jars of that component in lib/";
    private static final String CAMEL_CONSUMER =
            "A Camel route in camel/ can take the messages (from %s:...) and send them to sequence:NAME, with the jars of that"
                    + " component in lib/";
    private static final String JAVASCRIPT = "Write the script in JavaScript (language=\"js\")";
    private static final String CLASS = "Use <class> with a class of your own that implements Mediation, or <script>";
    private static final String IN_FRONT = "Let a gateway in front of the engine check this, or a <class> of your own";
    private static final String PRIORITIES =
            "Leave it out: messages have no priorities; limits per connection keep one sender"
                    + " from taking everything";

    /** Kinds whose names anybody may make up, so that there is no list of them. */
    private static final Set<Kind> NAMED_BY_USERS = Set.of(Kind.CONNECTOR, Kind.STORE, Kind.PROCESSOR, Kind.TASK);

    private static final Map<Kind, Map<String, String>> SUBSTITUTES = Map.of(
            Kind.ARTEFACT, artefacts(),
            Kind.MEDIATOR, mediators(),
            Kind.ENDPOINT, endpoints(),
            Kind.ELEMENT, elements(),
            Kind.TRANSPORT, transports(),
            Kind.PROTOCOL, protocols(),
            Kind.LANGUAGE,
                    Map.of(
                            "rb",
                            JAVASCRIPT,
                            "ruby",
                            JAVASCRIPT,
                            "py",
                            JAVASCRIPT,
                            "python",
                            JAVASCRIPT,
                            "groovy",
                            JAVASCRIPT));

    /** What to use in its place; empty where there is nothing to say. */
    public String substitute() {
        return entry().orElseGet(() -> switch (kind) {
            case CONNECTOR -> "Use <call> with an endpoint that speaks the service's HTTP interface";
            case STORE ->
                "Leave class out for a store in memory, which is empty after a restart; or send to the broker or database in"
                        + " its place, through an endpoint with a camel: address";
            case PROCESSOR -> "Use a SamplingProcessor, which runs a sequence";
            case TASK -> "Let a MessageInjector run a sequence, with a <class> in it for what is written in Java";
            default -> "";
        });
    }

    /** Whether it is on the list of what is known to be missing. */
    public boolean isListed() {
        return NAMED_BY_USERS.contains(kind) || entry().isPresent();
    }

    private Optional<String> entry() {
        return Optional.ofNullable(SUBSTITUTES.getOrDefault(kind, Map.of()).get(name));
    }

    private static Map<String, String> artefacts() {
        return Map.ofEntries(Map.entry(
                "eventSource", "Publish to subscribers by groups of WebSocket connections, or by <recipientlist>"));
    }

    private static Map<String, String> mediators() {
        String sequences = "Use <sequence>, <call> and <filter>";
        return Map.ofEntries(
                Map.entry("datamapper", "Map with <payloadFactory>, <xslt>, <xquery> or <script>"),
                Map.entry("smooks", "Transform XML with <xslt>, text such as CSV or EDI with <script> or <class>"),
                Map.entry(
                        "dataServiceCall",
                        "Use <dblookup> or <dbreport>, or <call> with the address of the data service"),
                Map.entry(
                        "transaction",
                        "Leave it out where nothing depends on it; distributed transactions are not there"),
                Map.entry("rule", "Write the rules as <switch> and <filter>, or in <script>"),
                Map.entry("bean", CLASS),
                Map.entry("ejb", "Call the bean over HTTP, or use <class>"),
                Map.entry("spring", CLASS),
                Map.entry("pojoCommand", CLASS),
                Map.entry("annotatedCommand", CLASS),
                Map.entry("builder", "Leave it out: a payload is parsed when somebody looks at it, and only then"),
                Map.entry("router", "Use <switch> or <filter>"),
                Map.entry("enqueue", PRIORITIES),
                Map.entry("sampler", sequences),
                Map.entry("event", "Use <call> with the address of whoever is to be told"),
                Map.entry("eventPublisher", "Use <call> with the address of whoever is to be told"),
                Map.entry("publishEvent", "Use <log>, or <call> with the address of the analytics service"),
                Map.entry("bam", "Use <log>, or <call> with the address of the analytics service"),
                Map.entry("RMSequence", "Leave it out: WS-ReliableMessaging is not there"),
                Map.entry("entitlementService", IN_FRONT),
                Map.entry("oauthService", IN_FRONT),
                Map.entry("opa", "Use <call> with the address of the OPA server, and <filter>"),
                Map.entry("NTLM", "Use basic or OAuth authentication of an endpoint"),
                Map.entry("ai", "Use <call> with the address of the model's service"),
                Map.entry("urlrewrite", "Use <rewrite>"),
                Map.entry("makeFault", "Write <makefault>"),
                Map.entry("forEach", "Write <foreach>"),
                Map.entry("cache", "Leave it out: the back-end is asked each time"),
                Map.entry("throttle", "Use ws.max.connections and ws.max.handshake.rate, or a gateway in front"),
                Map.entry("dblookup", CLASS),
                Map.entry("dbreport", CLASS),
                Map.entry("callout", "Use <call>"),
                Map.entry("conditionalRouter", "Use <switch> or <filter>"),
                Map.entry("scatter-gather", "Use <clone> and <aggregate>"));
    }

    private static Map<String, String> endpoints() {
        String balance = "Use <loadbalance> with the members written out";
        return Map.of(
                "dynamicLoadbalance", balance,
                "serviceDynamicLoadbalance", balance,
                "class", "Use <address uri=\"camel:...\"/> for a Camel component of your own",
                "wsdl", "Use <address> with the address of the service in the WSDL",
                "recipientlist", "Use <clone> with a target for each recipient",
                "session", "Leave it out, or write <loadbalance> without sessions");
    }

    private static Map<String, String> elements() {
        String security = "It is not ignored, for messages would go without the security that it asks for";
        return Map.of(
                "proxy/enableSec",
                security,
                "address/enableSec",
                security,
                "http/enableSec",
                security,
                "default/enableSec",
                security,
                "wsdl/enableSec",
                security,
                "http/authentication",
                "Set the header Authorization with <header scope=\"transport\"> before the call",
                "loadbalance/member",
                "Write each member as an <endpoint>",
                "template/endpoint",
                "Write the endpoint out where it is used",
                "call/source",
                "Use <enrich> before the call",
                "call/target",
                "Use <enrich> after the call");
    }

    private static Map<String, String> transports() {
        return Map.ofEntries(
                Map.entry("jms", CAMEL_TRANSPORT.formatted("jms")),
                Map.entry("rabbitmq", CAMEL_TRANSPORT.formatted("spring-rabbitmq")),
                Map.entry("kafka", CAMEL_TRANSPORT.formatted("kafka")),
                Map.entry("mqtt", CAMEL_TRANSPORT.formatted("paho")),
                Map.entry("vfs", CAMEL_TRANSPORT.formatted("file")),
                Map.entry("file", CAMEL_TRANSPORT.formatted("file")),
                Map.entry("mailto", CAMEL_TRANSPORT.formatted("smtp")),
                Map.entry("hl7", CAMEL_TRANSPORT.formatted("mllp")),
                Map.entry("fix", CAMEL_TRANSPORT.formatted("quickfix")),
                Map.entry("tcp", CAMEL_TRANSPORT.formatted("netty:tcp")),
                Map.entry("udp", CAMEL_TRANSPORT.formatted("netty:udp")),
                Map.entry("sms", CAMEL_TRANSPORT.formatted("smpp")),
                Map.entry(
                        "local",
                        "Use the address of the proxy, http://localhost:8290/services/NAME, or <sequence key=\"...\"/>"));
    }

    private static Map<String, String> protocols() {
        return Map.ofEntries(
                Map.entry("jms", CAMEL_CONSUMER.formatted("jms")),
                Map.entry("rabbitmq", CAMEL_CONSUMER.formatted("spring-rabbitmq")),
                Map.entry("kafka", CAMEL_CONSUMER.formatted("kafka")),
                Map.entry("mqtt", CAMEL_CONSUMER.formatted("paho")),
                Map.entry("file", CAMEL_CONSUMER.formatted("file")),
                Map.entry("hl7", CAMEL_CONSUMER.formatted("mllp")),
                Map.entry("smpp", CAMEL_CONSUMER.formatted("smpp")),
                Map.entry("feed", CAMEL_CONSUMER.formatted("rss")),
                Map.entry("cxf_ws_rm", "WS-ReliableMessaging is not there; use http"),
                Map.entry("wso2_event", CAMEL_CONSUMER.formatted("netty")),
                Map.entry("repeating", CAMEL_CONSUMER.formatted("timer")),
                Map.entry("class", "A Camel route in camel/ can take the messages and send them to sequence:NAME"));
    }
}
