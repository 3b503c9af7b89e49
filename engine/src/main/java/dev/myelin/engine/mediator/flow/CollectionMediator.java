package dev.myelin.engine.mediator.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** {@code <foreach>} with {@code collection}: each piece in a message of its own. */
public final class CollectionMediator extends AsyncProcessorSupport {
    private final Settings settings;
    private final Way way;

    /**
     * What is done.
     *
     * @param collection what finds the pieces
     * @param origin the variable that the collection is a part of; none where that is the payload
     * @param xml whether they are elements, else the items of a JSON array
     * @param sequence what runs for each
     * @param counter the variable that counts them
     * @param variable the variable that the results go to; none where they take the places of the pieces
     * @param enclosing the element around results that are XML; none where they are a JSON array
     */
    public record Settings(
            SynapseExpression collection,
            Optional<String> origin,
            boolean xml,
            TextSource sequence,
            Optional<String> counter,
            Optional<String> variable,
            Optional<String> enclosing) {}

    /** With these settings. */
    public CollectionMediator(Settings settings, Way way) {
        this.settings = settings;
        this.way = way;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Collecting collecting;
        try {
            Exchange original = way.waits() ? exchange : Copies.of(exchange, Copies.payload(exchange));
            collecting = settings.xml() ? elements(original) : items(original);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return Parts.run(exchange, way, collecting, callback);
    }

    private Collecting elements(Exchange exchange) {
        List<XdmNode> found = Splits.found(settings.collection(), exchange);
        return new Collecting(exchange, new ForEachMediator.Elements(Payload.of(exchange), found));
    }

    private Collecting items(Exchange exchange) {
        JsonNode array = Splits.array(settings.collection(), exchange);
        return new Collecting(exchange, new JsonItems(whole(exchange), array));
    }

    /** What the collection is a part of. */
    private Payload whole(Exchange exchange) {
        boolean json = settings.origin().isPresent()
                && exchange.getVariable(settings.origin().get()) instanceof JsonNode;
        return json
                ? Payload.ofJson(
                        (JsonNode) exchange.getVariable(settings.origin().get()), MessageFormat.JSON.contentType())
                : Payload.of(exchange);
    }

    /** The items of an array; the results make another one in its place. */
    private record JsonItems(Payload whole, JsonNode array) implements Loop.Rounds {
        @Override
        public int count() {
            return array.size();
        }

        @Override
        public Payload payload(int index) {
            return Payload.ofJson(array.get(index), Splits.jsonType(whole));
        }

        @Override
        public Payload merged(List<Payload> results) {
            ArrayNode made = JsonNodeFactory.instance.arrayNode();
            results.forEach(result -> made.add(result.json()));
            return Payload.ofJson(JsonPlaces.replace(whole.json(), array, made), Splits.jsonType(whole));
        }
    }

    private final class Collecting implements Parts.Plan {
        private final Exchange original;
        private final Loop.Rounds rounds;
        private final AtomicReferenceArray<@Nullable Payload> results;

        Collecting(Exchange original, Loop.Rounds rounds) {
            this.original = original;
            this.rounds = rounds;
            this.results = new AtomicReferenceArray<>(rounds.count());
        }

        @Override
        public int count() {
            return rounds.count();
        }

        @Override
        public Exchange part(int index) {
            Exchange part = Copies.of(original, rounds.payload(index));
            settings.counter().ifPresent(name -> part.setVariable(name, index));
            return part;
        }

        @Override
        public String sequence(int index, Exchange part) {
            return settings.sequence().text(part);
        }

        @Override
        public boolean isNeeded() {
            return true;
        }

        @Override
        public void ended(int index, Exchange part) {
            if (!part.isRouteStop()) {
                results.set(index, Copies.payload(part));
            }
        }

        @Override
        public void over(Exchange message) {
            if (!way.waits()) {
                return;
            }
            if (settings.variable().isPresent()) {
                message.setVariable(settings.variable().get(), result());
                return;
            }
            List<Payload> all = new ArrayList<>();
            for (int i = 0; i < results.length(); i++) {
                Payload result = results.get(i);
                all.add(result == null ? rounds.payload(i) : result);
            }
            if (settings.origin().isPresent()) {
                message.setVariable(settings.origin().get(), rounds.merged(all).json());
            } else {
                Gathers.put(message, rounds.merged(all));
            }
        }

        private Object result() {
            List<Payload> all = new ArrayList<>();
            for (int i = 0; i < results.length(); i++) {
                Payload result = results.get(i);
                if (result != null) {
                    all.add(result);
                }
            }
            return settings.enclosing().<Object>map(name -> xml(name, all)).orElseGet(() -> json(all));
        }
    }

    private static JsonNode json(List<Payload> results) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        results.forEach(result -> array.add(result.json()));
        return array;
    }

    private static XdmNode xml(String name, List<Payload> results) {
        return TreeWriter.document(out -> {
                    out.start(new QName(name));
                    results.forEach(result -> Envelopes.elements(Envelopes.body(result.envelope()))
                            .forEach(out::copy));
                    out.end();
                })
                .getOutermostElement();
    }
}
