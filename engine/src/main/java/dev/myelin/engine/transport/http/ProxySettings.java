package dev.myelin.engine.transport.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy as the HTTP listener sees it. Its requests run the route {@code proxy:NAME}.
 *
 * @param name last part of its path {@code /services/NAME}
 * @param transports in lower case: {@code http}, {@code https}
 * @param startOnLoad whether it answers from the start
 * @param replySequence the sequence that replies of back-ends run, with the proxy's fault handling around it
 * @param parameters the proxy's parameters
 * @param documents what it shows at {@code ?wsdl}
 */
public record ProxySettings(
        String name,
        List<String> transports,
        boolean startOnLoad,
        Optional<String> replySequence,
        Map<String, String> parameters,
        Optional<ProxyDocuments> documents) {

    /** Whether only inbound endpoints lead to it: {@code inbound.only}. */
    boolean inboundOnly() {
        return "true"
                .equalsIgnoreCase(parameters.getOrDefault("inbound.only", "").strip());
    }

    /** Without documents. */
    public ProxySettings(
            String name,
            List<String> transports,
            boolean startOnLoad,
            Optional<String> replySequence,
            Map<String, String> parameters) {
        this(name, transports, startOnLoad, replySequence, parameters, Optional.empty());
    }
}
