package dev.myelin.dsl;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something of Synapse or WSO2 MI that a file asks for and that is not there: why a file without a fault is refused, or
 * does not do all that it says.
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
            Kind.CONNECTOR, connectors(),
            Kind.ENDPOINT, endpoints(),
            Kind.ELEMENT, elements(),
            Kind.TRANSPORT, transports(),
            Kind.PROTOCOL, protocols(),
            Kind.LANGUAGE, Map.of("rb", JAVASCRIPT, "ruby", JAVASCRIPT, "py", JAVASCRIPT, "python", JAVASCRIPT));

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
                Map.entry("datamapper", "Map with <jsontransform>, <payloadFactory>, <xslt>, <xquery> or <script>"),
                Map.entry("smooks", "Transform XML with <xslt>, text such as CSV or EDI with <script> or <class>"),
                Map.entry(
                        "dataServiceCall",
                        "Use <dblookup> or <dbreport>, or <call> with the address of the data service"),
                Map.entry(
                        "transaction",
                        "Use useTransaction=\"true\" of <dbreport>; transactions across mediators are not there"),
                Map.entry("rule", "Write the rules as <switch> and <filter>, or in <script>"),
                Map.entry("bean", CLASS),
                Map.entry("ejb", "Call the bean over HTTP, or use <class>"),
                Map.entry("spring", CLASS),
                Map.entry("pojoCommand", CLASS),
                Map.entry("annotatedCommand", CLASS),
                Map.entry("builder", "Leave it out: a payload is parsed when somebody looks at it, and only then"),
                Map.entry("router", "Use <conditionalRouter>, <switch> or <filter>"),
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
                Map.entry("forEach", "Write <foreach>"));
    }

    private static Map<String, String> connectors() {
        String broker = "Use <call> with <address uri=\"camel:...\"/>, with the jars of that component in lib/";
        String file = CAMEL_TRANSPORT.formatted("file");
        String database = "Use <dblookup> and <dbreport>";
        return Map.ofEntries(
                Map.entry(
                        "http",
                        "Its operations are http.get, http.post, http.put, http.patch, http.delete, http.head and"
                                + " http.options; http.init goes into a <localEntry>"),
                Map.entry("email", CAMEL_TRANSPORT.formatted("smtp")),
                Map.entry("file", file),
                Map.entry("fileconnector", file),
                Map.entry("kafkaTransport", broker),
                Map.entry("kafka", broker),
                Map.entry("amazonsqs", broker),
                Map.entry("redis", broker),
                Map.entry("ldap", broker),
                Map.entry("SMPP", broker),
                Map.entry("db", database),
                Map.entry("utility", "Use <script>"),
                Map.entry("dateTime", "Use <script>"));
    }

    private static Map<String, String> endpoints() {
        String balance =
                "There is no clustering to find members: list them in <loadbalance> as <member hostName=\"...\""
                        + " httpPort=\"...\"/>, or put a name of your DNS in <address>";
        return Map.of(
                "dynamicLoadbalance", balance,
                "serviceDynamicLoadbalance", balance,
                "class", "Use <address uri=\"camel:...\"/> for a Camel component of your own");
    }

    private static Map<String, String> elements() {
        String security =
                "WS-Security is not there, and messages would go without what it asks for. Remove it and use https,"
                        + " with client certificates or <authentication> of an http endpoint";
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
                "callout/enableSec",
                security);
    }

    private static Map<String, String> transports() {
        String sap = "Send to the HTTP interface of the SAP system (SOAP, OData)";
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
                Map.entry("ftp", CAMEL_TRANSPORT.formatted("ftp")),
                Map.entry("ftps", CAMEL_TRANSPORT.formatted("ftps")),
                Map.entry("sftp", CAMEL_TRANSPORT.formatted("sftp")),
                Map.entry("amqp", CAMEL_TRANSPORT.formatted("amqp")),
                Map.entry("xmpp", CAMEL_TRANSPORT.formatted("xmpp")),
                Map.entry("msmq", "Send over HTTP to a program beside the queue"),
                Map.entry("idoc", sap),
                Map.entry("bapi", sap));
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
