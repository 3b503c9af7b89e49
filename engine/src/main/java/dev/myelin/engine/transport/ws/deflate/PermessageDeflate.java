package dev.myelin.engine.transport.ws.deflate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agrees on permessage-deflate in opening handshakes, on either side (RFC 7692 section 7.1). */
public final class PermessageDeflate {
    static final String NAME = "permessage-deflate";
    static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
    static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
    static final String SERVER_WINDOW = "server_max_window_bits";
    static final String CLIENT_WINDOW = "client_max_window_bits";

    private PermessageDeflate() {}

    /**
     * The server's answer to what a client offers: the first offer with nothing in it that is unknown or wrong.
     *
     * @param lines all {@code Sec-WebSocket-Extensions} of the request
     * @param takeover whether the client may refer to earlier messages, which costs memory
     * @return nothing when there is no such offer
     * @throws IllegalArgumentException when the header is malformed
     */
    public static Optional<DeflateAgreement> answer(List<String> lines, boolean takeover) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        for (Extension offer : Extension.parse(lines)) {
            Optional<Map<String, Integer>> found = parameters(offer, true);
            if (found.isPresent()) {
                Map<String, Integer> asked = found.get();
                return Optional.of(new DeflateAgreement(
                        new DeflateAgreement.Side(
                                !asked.containsKey(SERVER_NO_TAKEOVER), asked.getOrDefault(SERVER_WINDOW, 0)),
                        new DeflateAgreement.Side(
                                takeover && !asked.containsKey(CLIENT_NO_TAKEOVER),
                                asked.getOrDefault(CLIENT_WINDOW, 0))));
            }
        }
        return Optional.empty();
    }

    /**
     * What a client offers.
     *
     * @param takeover whether the server may refer to earlier messages, which costs memory
     */
    public static String offer(boolean takeover) {
        return NAME + (takeover ? "" : "; " + SERVER_NO_TAKEOVER) + "; " + CLIENT_WINDOW;
    }

    /**
     * What the server has made of {@link #offer}.
     *
     * @param lines all {@code Sec-WebSocket-Extensions} of its answer
     * @return nothing when it declined
     * @throws IllegalArgumentException when it answered what RFC 7692 does not allow
     */
    public static Optional<DeflateAgreement> accepted(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<Extension> chosen = Extension.parse(lines);
        Optional<Map<String, Integer>> found =
                lines.size() == 1 && chosen.size() == 1 ? parameters(chosen.get(0), false) : Optional.empty();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "Sec-WebSocket-Extensions: (expected: permessage-deflate with parameters of RFC 7692, once)");
        }
        Map<String, Integer> said = found.get();
        return Optional.of(new DeflateAgreement(
                new DeflateAgreement.Side(!said.containsKey(CLIENT_NO_TAKEOVER), said.getOrDefault(CLIENT_WINDOW, 0)),
                new DeflateAgreement.Side(!said.containsKey(SERVER_NO_TAKEOVER), said.getOrDefault(SERVER_WINDOW, 0))));
    }

    /** The parameters by name, 0 where there is no value; nothing when one is unknown, wrong or there twice. */
    private static Optional<Map<String, Integer>> parameters(Extension extension, boolean offer) {
        if (!extension.name().equals(NAME)) {
            return Optional.empty();
        }
        Map<String, Integer> found = new HashMap<>();
        for (Extension.Parameter each : extension.parameters()) {
            Optional<Integer> value = value(each, offer);
            if (value.isEmpty() || found.put(each.name(), value.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static Optional<Integer> value(Extension.Parameter parameter, boolean offer) {
        return switch (parameter.name()) {
            case SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER ->
                parameter.value().isPresent() ? Optional.empty() : Optional.of(0);
            case SERVER_WINDOW -> bits(parameter);
            // Section 7.1.2.2: only in an offer may it stand without a value.
            case CLIENT_WINDOW -> offer && parameter.value().isEmpty() ? Optional.of(0) : bits(parameter);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> bits(Extension.Parameter parameter) {
        return parameter.value().filter(text -> text.matches("[89]|1[0-5]")).map(Integer::valueOf);
    }
}
