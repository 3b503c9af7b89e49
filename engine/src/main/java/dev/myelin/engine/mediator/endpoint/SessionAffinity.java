package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint of a load balance the messages of a client go to. Clients that send nothing for a while are forgotten,
 * the oldest ones when there are too many. Thread-safe.
 */
public final class SessionAffinity {
    private static final int MAX_CLIENTS = 100_000;
    private static final QName CLIENT_ID = new QName("http://ws.apache.org/ns/synapse", "ClientID");
    private static final QName GROUP_ID = new QName("http://ws.apache.org/namespaces/axis2", "ServiceGroupId");
    private static final Pattern COOKIE = Pattern.compile("\\s*([^=;\\s]++)=([^;]*+)[;]?+");

    private final Kind kind;
    private final InstantSource clock;
    private final Map<String, Bound> clients = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bound> eldest) {
            return size() > MAX_CLIENTS;
        }
    };

    /**
     * How clients are known.
     *
     * @param by what is looked at
     * @param idle without a message for so long a client is forgotten
     */
    public record Kind(By by, Duration idle) {}

    /** What a client is known by. */
    public enum By {
        /** The cookie that the back-end sets. */
        COOKIE,
        /** The SOAP header of Axis2's service groups. */
        SERVICE_GROUP,
        /** The SOAP header in which clients say who they are. */
        CLIENT_ID
    }

    private record Bound(String member, Instant until) {}

    SessionAffinity(Kind kind, InstantSource clock) {
        this.kind = kind;
        this.clock = clock;
    }

    /** The endpoint that the message's client is bound to; null when it is bound to none. */
    @Nullable
    String member(Exchange exchange) {
        for (String id : idsOf(exchange)) {
            String found = bound(id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** What the client says of itself. */
    List<String> idsOf(Exchange exchange) {
        return switch (kind.by()) {
            case COOKIE -> cookies(exchange.getMessage().getHeader("Cookie"));
            case CLIENT_ID -> header(Payload.of(exchange), CLIENT_ID);
            case SERVICE_GROUP -> header(Payload.of(exchange), GROUP_ID);
        };
    }

    private synchronized @Nullable String bound(String id) {
        Bound found = clients.get(id);
        if (found == null) {
            return null;
        }
        Instant now = clock.instant();
        if (now.isAfter(found.until())) {
            clients.remove(id);
            return null;
        }
        clients.put(id, new Bound(found.member(), now.plus(kind.idle())));
        return found.member();
    }

    /** Binds a client whose message went to {@code member} by what it says of itself. */
    void sent(List<String> ids, String member) {
        if (kind.by() == By.CLIENT_ID) {
            ids.forEach(id -> bind(id, member));
        }
    }

    /** Binds the client that gets {@code reply} by what the back-end gives it. */
    void answered(Message reply, String member) {
        switch (kind.by()) {
            case COOKIE -> given(reply.getHeader("Set-Cookie")).forEach(id -> bind(id, member));
            case SERVICE_GROUP -> {
                if (reply.getBody() instanceof Payload payload) {
                    header(payload, GROUP_ID).forEach(id -> bind(id, member));
                }
            }
            case CLIENT_ID -> {
                // Known by its own message.
            }
        }
    }

    private synchronized void bind(String id, String member) {
        clients.put(id, new Bound(member, clock.instant().plus(kind.idle())));
    }

    private static List<String> cookies(@Nullable Object header) {
        return header == null
                ? List.of()
                : COOKIE.matcher(header.toString())
                        .results()
                        .map(cookie -> cookie.group(1) + "=" + cookie.group(2).strip())
                        .toList();
    }

    private static List<String> given(@Nullable Object header) {
        List<?> lines = header instanceof List<?> several ? several : header == null ? List.of() : List.of(header);
        return lines.stream()
                .map(line -> COOKIE.matcher(String.valueOf(line)))
                .filter(Matcher::lookingAt)
                .map(cookie -> cookie.group(1) + "=" + cookie.group(2).strip())
                .toList();
    }

    private static List<String> header(Payload payload, QName name) {
        if (MediaTypes.familyOf(payload.contentType()) != MediaTypes.Family.XML || !payload.isSoap()) {
            return List.of();
        }
        @Nullable XdmNode header = Envelopes.header(payload.envelope());
        if (header == null) {
            return List.of();
        }
        for (XdmNode node :
                header.select(net.sf.saxon.s9api.streams.Steps.descendant()).asList()) {
            if (node.getNodeKind() == XdmNodeKind.ELEMENT && name.equals(node.getNodeName())) {
                return List.of(node.getStringValue().strip());
            }
        }
        return List.of();
    }
}
