package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.RemoteText;
import dev.myelin.engine.message.Sender;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What a proxy shows of itself at {@code ?wsdl} and {@code ?xsd=}. Thread-safe. */
public final class ProxyDocuments {
    private final String uri;
    private final Map<String, String> parts;
    private final Map<String, PublishedWsdl> published = new HashMap<>();
    private @Nullable CompletableFuture<PublishedWsdl> main;

    private ProxyDocuments(String uri, Map<String, String> parts) {
        this.uri = uri;
        this.parts = parts;
        parts.forEach((location, text) -> published.put(location, PublishedWsdl.of(text, parts)));
    }

    /**
     * A document that is there.
     *
     * @param text of it
     * @param parts what its imports lead to, by location
     */
    public static ProxyDocuments of(String text, Map<String, String> parts) {
        ProxyDocuments made = new ProxyDocuments("", parts);
        made.main = CompletableFuture.completedFuture(PublishedWsdl.of(text, parts));
        return made;
    }

    /** A document elsewhere: asked for when somebody wants to see it. */
    public static ProxyDocuments at(String uri, Map<String, String> parts) {
        return new ProxyDocuments(uri, parts);
    }

    /** The document at {@code ?xsd=location} or {@code ?wsdl=location}; null when there is none. */
    @Nullable
    PublishedWsdl part(String location) {
        return published.get(location);
    }

    /** The document itself. */
    synchronized CompletableFuture<PublishedWsdl> main(Sender http, CamelContext context) {
        CompletableFuture<PublishedWsdl> known = main;
        if (known == null || known.isCompletedExceptionally()) {
            known = RemoteText.get(uri, http, context).thenApply(text -> PublishedWsdl.of(text, parts));
            main = known;
        }
        return known;
    }
}
