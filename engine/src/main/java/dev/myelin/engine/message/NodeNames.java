package dev.myelin.engine.message;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import net.sf.saxon.om.FingerprintedQName;
import net.sf.saxon.om.NamePool;
import net.sf.saxon.om.NamespaceUri;
import org.jspecify.annotations.Nullable;

/**
 * The names of elements and attributes as Saxon wants them. Saxon numbers every name that it meets, under a lock, and never
 * forgets one: here the usual ones are found without a lock, and what messages may add is bounded, so that a caller who
 * makes names up fills no memory. Names that expressions and earlier messages have are always there.
 */
final class NodeNames {
    /** What an entry in Saxon's tables takes beside its characters; about right. */
    private static final int ENTRY = 100;

    private static final int SLOTS = 2048;

    /** A name that was met. Immutable, so that it may be read by whoever finds it in {@link #met}. */
    private record Met(String prefix, String uri, String local, FingerprintedQName name) {
        boolean is(String otherPrefix, String otherUri, String otherLocal) {
            return local.equals(otherLocal) && uri.equals(otherUri) && prefix.equals(otherPrefix);
        }
    }

    private final NamePool pool;
    private final AtomicLong left;
    private final ConcurrentMap<String, NamespaceUri> uris = new ConcurrentHashMap<>();
    /** Found by hash, a newcomer takes the place of what is there. Threads need not see each other's entries. */
    private final @Nullable Met[] met = new Met[SLOTS];

    /**
     * Names that number theirs in {@code pool}.
     *
     * @param budget what messages may add to it, in bytes
     */
    NodeNames(NamePool pool, long budget) {
        this.pool = pool;
        this.left = new AtomicLong(budget);
    }

    /** The name; throws {@link Fault} with {@link ErrorCode#PARSING} when it is new and the budget is used up. */
    FingerprintedQName of(String prefix, String uri, String local) {
        int hash = 31 * (31 * local.hashCode() + uri.hashCode()) + prefix.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        Met known = met[slot];
        if (known == null || !known.is(prefix, uri, local)) {
            known = new Met(prefix, uri, local, make(prefix, uri, local));
            met[slot] = known;
        }
        return known.name();
    }

    /** The namespace; throws as {@link #of} does. */
    NamespaceUri uri(String uri) {
        if (uri.isEmpty()) {
            return NamespaceUri.NULL;
        }
        NamespaceUri known = uris.get(uri);
        if (known == null) {
            spend(uri);
            known = NamespaceUri.of(uri);
            uris.put(uri, known);
        }
        return known;
    }

    private FingerprintedQName make(String prefix, String uri, String local) {
        NamespaceUri namespace = uri(uri);
        int number = pool.getFingerprint(namespace, local);
        if (number < 0) {
            spend(local);
            number = pool.allocateFingerprint(namespace, local);
        }
        return new FingerprintedQName(prefix, namespace, local, number);
    }

    private void spend(String text) {
        long cost = ENTRY + 2L * text.length();
        if (left.addAndGet(-cost) < 0) {
            left.addAndGet(cost);
            String shown = text.length() > ENTRY ? text.substring(0, ENTRY) + "..." : text;
            throw Fault.of(
                    ErrorCode.PARSING,
                    "XML name: " + shown + " (expected: one that was met before; messages have brought too many)");
        }
    }
}
