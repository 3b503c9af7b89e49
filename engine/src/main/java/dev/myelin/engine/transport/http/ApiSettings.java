package dev.myelin.engine.transport.http;

import java.util.List;
import java.util.Optional;

/**
 * An API as the HTTP listener sees it. The requests of its resource number {@code n} run the route {@code api:NAME/n}.
 *
 * @param name of the API
 * @param context where its paths begin, the version in it where it belongs there; empty for every path
 * @param version of the API; empty for none
 * @param host what {@code Host} must name, in lower case
 * @param port the port that {@code Host} must name
 * @param transports in lower case; empty for all
 * @param bindsTo the inbound endpoints that reach it, and {@link #DEFAULT}
 * @param resources in the order of the file
 */
public record ApiSettings(
        String name,
        String context,
        String version,
        Optional<String> host,
        Optional<String> port,
        List<String> transports,
        List<String> bindsTo,
        List<Resource> resources) {

    /** What an API that the HTTP listener reaches is bound to. */
    public static final String DEFAULT = "default";

    /**
     * A resource.
     *
     * @param path which paths below the context
     * @param methods in upper case; empty for all
     * @param protocol the one transport that reaches it
     * @param replySequence the sequence that replies of back-ends run, with the fault handling around it
     */
    public record Resource(
            ResourcePath path, List<String> methods, Optional<String> protocol, Optional<String> replySequence) {}
}
