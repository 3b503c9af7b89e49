package dev.myelin.engine.transport.http;

import java.util.List;
import java.util.Optional;

/**
 * What the HTTP listener has to know of a proxy.
 *
 * @param name behind {@code /services/}
 * @param transports {@code http}, {@code https}
 * @param startOnLoad whether it takes requests; else they are answered with 503
 * @param replySequence what a back-end's reply runs
 */
public record ProxySettings(
        String name, List<String> transports, boolean startOnLoad, Optional<String> replySequence) {}
