package dev.myelin.engine.mediator.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.myelin.engine.expression.JsonPathEdit;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.TreeEdit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <foreach>} with {@code expression}: one piece after the other, in the message itself. */
public final class ForEachMediator extends AsyncProcessorSupport {
    private final Settings settings;

    /**
     * What is done.
     *
     * @param id what the names of properties begin with
     * @param expression what finds the pieces
     * @param json where a JSONPath finds them; none for XPath
     * @param sequence what runs for each
     * @param continueOnFailure whether a piece that fails stays as it was
     * @param runtime what it takes to run it
     */
    public record Settings(
            Optional<String> id,
            SynapseExpression expression,
            Optional<JsonPathEdit> json,
            TextSource sequence,
            boolean continueOnFailure,
            Way.Runtime runtime) {
        String counter() {
            return property("FOREACH_COUNTER");
        }

        String original() {
            return property("FOREACH_ORIGINAL_MESSAGE");
        }

        private String property(String name) {
            return id.map(text -> text + "_" + name).orElse(name);
        }
    }

    /** With these settings. */
    public ForEachMediator(Settings settings) {
        this.settings = settings;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Loop loop;
        try {
            Loop.Rounds rounds = rounds(exchange);
            if (rounds.count() > Parts.MAX) {
                String text = "foreach: " + rounds.count() + " parts (expected: at most " + Parts.MAX + ")";
                throw Fault.of(ErrorCode.MEDIATION, text);
            }
            loop = new Loop(settings, exchange, rounds, callback);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return loop.start();
    }

    private Loop.Rounds rounds(Exchange exchange) {
        Payload payload = Copies.payload(exchange);
        if (settings.json().isPresent()) {
            exchange.setProperty(settings.original(), payload.json());
            JsonNode array = Splits.array(settings.expression(), exchange);
            return new Items(payload, array, settings.json().get());
        }
        List<XdmNode> found = Splits.found(settings.expression(), exchange);
        Payload parsed = Payload.of(exchange);
        exchange.setProperty(settings.original(), parsed.envelope().getOutermostElement());
        return new Elements(parsed, found);
    }

    private record Items(Payload whole, JsonNode array, JsonPathEdit path) implements Loop.Rounds {
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
            for (int i = 0; i < array.size(); i++) {
                made.add(i < results.size() ? results.get(i).json() : array.get(i));
            }
            return Payload.ofJson(path.replace(whole.json(), made), Splits.jsonType(whole));
        }
    }

    /** Elements of a tree; each result takes the place of the one that it was made of. */
    record Elements(Payload whole, List<XdmNode> found) implements Loop.Rounds {
        @Override
        public int count() {
            return found.size();
        }

        @Override
        public Payload payload(int index) {
            return Envelopes.replaceContent(whole, List.of(found.get(index)));
        }

        @Override
        public Payload merged(List<Payload> results) {
            Map<XdmNode, List<XdmNode>> replacements = new HashMap<>();
            for (int i = 0; i < results.size(); i++) {
                replacements.put(
                        found.get(i),
                        Envelopes.elements(Envelopes.body(results.get(i).envelope())));
            }
            return Splits.edited(whole, TreeEdit.replaceEach(whole.envelope(), replacements));
        }
    }
}
