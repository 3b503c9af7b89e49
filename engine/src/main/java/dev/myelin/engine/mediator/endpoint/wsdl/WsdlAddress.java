package dev.myelin.engine.mediator.endpoint.wsdl;

import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.RemoteText;
import dev.myelin.engine.message.Sender;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of a port whose document could not be read when the endpoint was compiled: asked for when the engine starts
 * and again for each message until it is there. Thread-safe.
 */
public final class WsdlAddress {
    private static final Logger LOG = LoggerFactory.getLogger(WsdlAddress.class);

    private final String uri;
    private final Optional<String> service;
    private final Optional<String> port;
    private final Supplier<Optional<String>> file;
    private @Nullable CompletableFuture<String> address;

    /**
     * Of a document elsewhere.
     *
     * @param uri {@code http:}, {@code https:} or {@code file:}
     * @param file reads a {@code file:}
     */
    public WsdlAddress(String uri, Optional<String> service, Optional<String> port, Supplier<Optional<String>> file) {
        this.uri = uri;
        this.service = service;
        this.port = port;
        this.file = file;
    }

    /** Asks for it, so that the first message finds it; says so in the log when it cannot be had. */
    public void prepare(Sender http, CamelContext context) {
        find(http, context).whenComplete((found, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "{} (MYL-2112): it is asked for again when a message comes",
                        fault(failure).getMessage());
            }
        });
    }

    /** The address; fails with a {@link Fault}. */
    public synchronized CompletableFuture<String> find(Sender http, CamelContext context) {
        CompletableFuture<String> known = address;
        if (known == null || known.isCompletedExceptionally()) {
            known = document(http, context)
                    .thenApplyAsync(
                            text -> WsdlDocument.parse(text).address(service, port), Workers.of(context)::execute);
            address = known;
        }
        return known;
    }

    private CompletableFuture<String> document(Sender http, CamelContext context) {
        return uri.startsWith("http")
                ? RemoteText.get(uri, http, context)
                : CompletableFuture.supplyAsync(
                        () -> file.get().orElseThrow(() -> new IllegalArgumentException("no such file")),
                        Workers.of(context)::execute);
    }

    /** What {@link #find} failed with, as the fault of a message. */
    public Fault fault(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        String text = cause instanceof Exception known
                ? FaultProperties.faultOf(known).message()
                : String.valueOf(cause);
        return Fault.of(ErrorCode.WSDL_NOT_READY, "wsdl: " + uri + ": " + text).withHttpStatus(503);
    }

    @Override
    public String toString() {
        return "as WSDL " + uri + " says";
    }
}
