package dev.myelin.engine.transport.ws;

import java.util.List;

/** Which subprotocol the client gets (SEMANTICS of each leg negotiating for itself). */
final class Subprotocols {
    /**
     * The choice.
     *
     * @param subprotocol empty for none
     * @param contentType what MI's own subprotocol says of the messages; empty for others
     */
    record Choice(String subprotocol, String contentType) {}

    private Subprotocols() {}

    /**
     * Chooses: the back-end's choice if the client offered it, else a plug-in's, else MI's {@code synapse(...)}.
     *
     * @param offered by the client, best first
     * @param ofBackend the primary leg's choice; empty for none
     * @param ofPlugins the subprotocols that plug-ins handle
     */
    static Choice choose(List<String> offered, String ofBackend, List<String> ofPlugins) {
        if (!ofBackend.isEmpty() && !Handshake.isSynapse(ofBackend) && offered.contains(ofBackend)) {
            return new Choice(ofBackend, "");
        }
        for (String token : offered) {
            if (ofPlugins.contains(token)) {
                return new Choice(token, "");
            }
        }
        for (String token : offered) {
            if (Handshake.isSynapse(token)) {
                return new Choice(token, Handshake.contentTypeOf(token));
            }
        }
        return new Choice("", "");
    }

    /** What a back-end is offered: MI's for {@code contentType} if set, then what the client offered that may cross. */
    static List<String> toOffer(List<String> offered, String contentType) {
        List<String> crossing =
                offered.stream().filter(token -> !Handshake.isSynapse(token)).toList();
        if (contentType.isEmpty()) {
            return crossing;
        }
        List<String> all = new java.util.ArrayList<>();
        all.add(Handshake.synapse(contentType));
        all.addAll(crossing);
        return all;
    }
}
