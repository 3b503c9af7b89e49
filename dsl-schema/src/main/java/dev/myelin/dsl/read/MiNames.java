package dev.myelin.dsl.read;

import dev.myelin.dsl.model.Namespaces;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;

/** Names that WSO2 MI and Synapse know and this version does not, so that a finding can say so. */
final class MiNames {
    /** Artefacts that would be missed. */
    static final Set<String> ARTEFACTS = Set.of("eventSource");

    /** Artefacts that set up MI's own machinery, which is not there to be changed, each with a word on it. */
    static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "registry", "Keys that begin with conf: or gov: name files of the folder registry",
            "taskManager", "It sets up machinery of WSO2 MI that is not there",
            "import", "It enables a connector; operations of a connector are looked at where they are used",
            "priorityExecutor", "Messages have no priorities",
            "priority-executor", "Messages have no priorities");

    /** Mediators. */
    static final Set<String> MEDIATORS = Set.of(
            "scatter-gather",
            "datamapper",
            "cache",
            "throttle",
            "dblookup",
            "dbreport",
            "dataServiceCall",
            "transaction",
            "callout",
            "conditionalRouter",
            "router",
            "urlrewrite",
            "rule",
            "pojoCommand",
            "annotatedCommand",
            "bean",
            "ejb",
            "spring",
            "enqueue",
            "sampler",
            "event",
            "publishEvent",
            "smooks",
            "builder",
            "entitlementService",
            "oauthService",
            "NTLM",
            "opa",
            "makeFault",
            "forEach",
            "eventPublisher",
            "bam",
            "RMSequence",
            "ai");

    /** Endpoint kinds. */
    static final Set<String> ENDPOINTS =
            Set.of("wsdl", "dynamicLoadbalance", "serviceDynamicLoadbalance", "recipientlist", "session", "class");

    /** Children by parent that can be left out: the parent works without, differently at most in a detail. */
    private static final Map<String, Set<String>> IGNORED = Map.of(
            "proxy", Set.of("publishWSDL", "policy", "enableAddressing", "enableRM"),
            "api", Set.of("handlers"),
            "address", Set.of("enableAddressing", "enableRM", "retryConfig", "suspendDurationOnFailure"),
            "http", Set.of("enableAddressing", "enableRM", "retryConfig", "suspendDurationOnFailure"),
            "default", Set.of("enableAddressing", "enableRM", "retryConfig", "suspendDurationOnFailure"),
            "inboundEndpoint", Set.of("handlers"),
            "log", Set.of("message"),
            "clone", Set.of("log"));

    /** Children by parent whose absence would change what is sent, or would drop security in silence. */
    private static final Map<String, Set<String>> NEEDED = Map.of(
            "proxy", Set.of("enableSec"),
            "address", Set.of("enableSec"),
            "http", Set.of("enableSec", "authentication"),
            "default", Set.of("enableSec"),
            "loadbalance", Set.of("member"),
            "template", Set.of("endpoint"),
            "call", Set.of("source", "target"));

    /** Attributes of mediators and endpoints that have no effect. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "trace",
            "statistics",
            "encoding",
            "optimize",
            "initAxis2ClientOptions",
            "axis2xml",
            "repository",
            "logFullPayload",
            "logMessageID",
            "mediator-id",
            "literal");

    private MiNames() {}

    /** Whether MI has a mediator of that name, in Synapse's namespace or in one of its own. */
    static boolean isMediator(QName name) {
        String namespace = name.getNamespaceURI();
        return MEDIATORS.contains(name.getLocalPart())
                && (namespace.isEmpty() || namespace.equals(Namespaces.SYNAPSE) || namespace.contains("wso2.org"));
    }

    static boolean isIgnoredElement(String parent, String name) {
        return IGNORED.getOrDefault(parent, Set.of()).contains(name);
    }

    /** The children that are refused, as {@code parent/child}. */
    static Set<String> neededElements() {
        return NEEDED.entrySet().stream()
                .flatMap(parent -> parent.getValue().stream().map(child -> parent.getKey() + "/" + child))
                .collect(Collectors.toSet());
    }

    static boolean isUnsupportedElement(String parent, String name) {
        return NEEDED.getOrDefault(parent, Set.of()).contains(name)
                || parent.equals("endpoint") && ENDPOINTS.contains(name);
    }

    static boolean isAttribute(String name) {
        return ATTRIBUTES.contains(name);
    }
}
