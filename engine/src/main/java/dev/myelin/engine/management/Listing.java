package dev.myelin.engine.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.SessionMarks;
import dev.myelin.engine.session.SessionPage;
import dev.myelin.engine.session.SessionRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sessions as JSON, and the pages they are listed on. */
final class Listing {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int MAX_PAGE = 1000;
    private static final int USUAL_PAGE = 100;
    private static final int SHOWN = 64;

    private final SessionRegistry sessions;

    Listing(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    /** How many items the caller wants. */
    static int limit(Call call) {
        return call.number("limit", 1, MAX_PAGE, USUAL_PAGE);
    }

    /** What the page begins after. */
    static String cursor(Call call) {
        return call.query("cursor").orElse("");
    }

    /** What a page of sessions begins after: an id. */
    static String sessionCursor(Call call) {
        String cursor = cursor(call);
        if (!cursor.isEmpty() && !ID.matcher(cursor).matches()) {
            throw Problem.badRequest("cursor: " + shown(cursor) + " (expected: next of the page before)");
        }
        return cursor;
    }

    /** Adds the sessions of a page, and where the next one begins. */
    void add(SessionPage page, ObjectNode body) {
        ArrayNode items = body.putArray("items");
        page.sessions().forEach(session -> describe(session, items.addObject()));
        next(page.next(), body);
    }

    static void next(Optional<String> cursor, ObjectNode body) {
        cursor.ifPresentOrElse(next -> body.put("next", next), () -> body.putNull("next"));
    }

    /** What of a session is known without asking it. */
    void describe(LiveSession session, ObjectNode body) {
        body.put("id", session.id());
        body.put("listener", session.inboundEndpoint());
        body.put("path", session.path());
        body.put("peer", session.peerAddress());
        body.put("connectedAt", session.connectedAt().toString());
        body.put("state", session.state().getClass().getSimpleName().toLowerCase(Locale.ROOT));
        SessionMarks marks = sessions.marks(session);
        ObjectNode labels = body.putObject("labels");
        marks.labels().forEach(labels::put);
        ArrayNode groups = body.putArray("groups");
        marks.groups().stream().sorted().forEach(groups::add);
    }

    /** The session that the path names. */
    LiveSession find(Call call) {
        String id = call.variable("id");
        return sessions.find(id)
                .orElseThrow(() -> Problem.notFound("connection: " + shown(id) + " (expected: one that is open)"));
    }

    static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
