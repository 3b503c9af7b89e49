package dev.myelin.engine.mediator.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.PayloadFactoryMediator;
import dev.myelin.engine.mediator.PayloadFactoryMediator.Media;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeWriter;
import dev.myelin.engine.message.XmlTrees;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** {@code <scatter-gather>}: several sequences at once, and one result of all. */
public final class ScatterGatherMediator extends AsyncProcessorSupport {
    private final Settings settings;
    private final Way way;
    private final Supplier<? extends ScheduledExecutorService> timers;

    /**
     * What is done.
     *
     * @param sequences what runs
     * @param collected what is taken of each; its content where nothing is said
     * @param condition which of them count
     * @param limits when it is enough
     * @param variable the variable that the result goes to; none for the body
     * @param enclosing the element around a result that is XML; none where it is a JSON array
     */
    public record Settings(
            List<TextSource> sequences,
            Optional<SynapseExpression> collected,
            Optional<SynapseExpression> condition,
            Limits limits,
            Optional<String> variable,
            Optional<String> enclosing) {}

    /**
     * When it is enough; 0 or less for no limit.
     *
     * @param timeout milliseconds
     * @param min results
     * @param max results
     */
    public record Limits(TextSource timeout, TextSource min, TextSource max) {}

    /** With the threads that wait for timeouts. */
    public ScatterGatherMediator(Settings settings, Way way, Supplier<? extends ScheduledExecutorService> timers) {
        this.settings = settings;
        this.way = way;
        this.timers = timers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Scattering scattering;
        try {
            scattering = new Scattering(exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return Parts.run(exchange, way, scattering, callback);
    }

    private static long number(String name, TextSource source, Exchange exchange) {
        String text = source.text(exchange).strip();
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw Fault.of(
                    ErrorCode.MEDIATION, "scatter-gather: " + name + ": " + text + " (expected: a whole number)");
        }
    }

    private final class Scattering implements Parts.Plan {
        private final Exchange original;
        private final Payload payload;
        private final long timeout;
        private final long enough;
        private final AtomicReferenceArray<@Nullable Content> results;
        private final AtomicInteger count = new AtomicInteger();
        private volatile @Nullable Future<?> timer;

        Scattering(Exchange exchange) {
            // Sequences may still run when the message has gone on.
            payload = Copies.payload(exchange);
            original = Copies.of(exchange, payload);
            timeout = number("timeout", settings.limits().timeout(), exchange);
            long min = number("min-messages", settings.limits().min(), exchange);
            long max = number("max-messages", settings.limits().max(), exchange);
            enough = min > 0 && max > 0 ? Math.min(min, max) : Math.max(min, max);
            results = new AtomicReferenceArray<>(settings.sequences().size());
        }

        @Override
        public int count() {
            return settings.sequences().size();
        }

        @Override
        public Exchange part(int index) {
            return Copies.of(original, payload);
        }

        @Override
        public String sequence(int index, Exchange part) {
            return settings.sequences().get(index).text(part);
        }

        @Override
        public void begun(Runnable end) {
            if (timeout > 0) {
                timer = timers.get().schedule(end, timeout, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void ended(int index, Exchange part) {
            boolean counts =
                    settings.condition().map(found -> found.matches(part)).orElse(true);
            if (counts && !part.isRouteStop()) {
                Content taken = taken(part);
                if (taken != null) {
                    results.set(index, taken);
                    count.incrementAndGet();
                }
            }
        }

        @Override
        public boolean isEnough() {
            return enough > 0 && count.get() >= enough;
        }

        @Override
        public boolean isNeeded() {
            return true;
        }

        @Override
        public void over(Exchange message) {
            Future<?> waiting = timer;
            if (waiting != null) {
                waiting.cancel(false);
            }
            if (settings.enclosing().isPresent()) {
                put(message, xml(settings.enclosing().get()));
            } else {
                put(message, json());
            }
        }

        private JsonNode json() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < results.length(); i++) {
                Content result = results.get(i);
                if (result != null) {
                    array.add(result.asJson());
                }
            }
            return array;
        }

        private XdmNode xml(String name) {
            return TreeWriter.document(out -> {
                        out.start(new QName(name));
                        for (int i = 0; i < results.length(); i++) {
                            Content result = results.get(i);
                            if (result != null) {
                                nodes(result).forEach(out::copy);
                            }
                        }
                        out.end();
                    })
                    .getOutermostElement();
        }
    }

    /** What stands for an object or array itself is left out. */
    private static List<XdmNode> nodes(Content content) {
        return content instanceof Content.Json json && json.value().isContainerNode()
                ? Envelopes.elements(content.asNodes().get(0))
                : content.asNodes();
    }

    private @Nullable Content taken(Exchange part) {
        if (settings.collected().isEmpty()) {
            return whole(part);
        }
        SynapseExpression expression = settings.collected().get();
        if (expression.isJson()) {
            @Nullable JsonNode found = expression.evaluate(part, JsonNode.class);
            return found == null ? null : new Content.Json(found);
        }
        List<XdmNode> found = Splits.found(expression, part);
        String text = found.isEmpty() ? expression.text(part) : "";
        return !found.isEmpty() ? new Content.Nodes(found) : text.isEmpty() ? null : new Content.Text(text);
    }

    private static @Nullable Content whole(Exchange part) {
        Payload payload = Copies.payload(part);
        return switch (MediaTypes.familyOf(payload.contentType())) {
            case JSON -> new Content.Json(payload.json());
            case XML -> new Content.Nodes(Envelopes.elements(Envelopes.body(payload.envelope())));
            default -> payload.isText() && payload.size() > 0 ? Content.parse(payload.text()) : null;
        };
    }

    private void put(Exchange message, Object result) {
        if (settings.variable().isPresent()) {
            message.setVariable(settings.variable().get(), result);
        } else if (result instanceof XdmNode element) {
            PayloadFactoryMediator.put(XmlTrees.serialize(element), Media.XML, message);
        } else {
            PayloadFactoryMediator.put(result.toString(), Media.JSON, message);
        }
    }
}
