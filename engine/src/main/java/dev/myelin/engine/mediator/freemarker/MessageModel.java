package dev.myelin.engine.mediator.freemarker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.mediator.PayloadArgument;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.TreeWriter;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import java.util.List;
import java.util.function.Function;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A message: {@code payload}, {@code vars}, {@code ctx}, {@code axis2}, {@code trp}, {@code args}; read when asked for. */
final class MessageModel implements TemplateHashModel {
    private static final String ARG = "arg";

    private final Exchange exchange;
    private final List<PayloadArgument> arguments;

    MessageModel(Exchange exchange, List<PayloadArgument> arguments) {
        this.exchange = exchange;
        this.arguments = arguments;
    }

    @Override
    public @Nullable TemplateModel get(String name) {
        return switch (name) {
            case "payload" -> payload();
            case "vars", "var" -> hash(key -> Models.of(exchange.getVariable(key)));
            case "ctx" -> hash(key -> property(Scope.DEFAULT, key));
            case "axis2" -> hash(key -> property(Scope.AXIS2, key));
            case "trp" -> hash(key -> property(Scope.TRANSPORT, key));
            case "args" -> hash(this::argument);
            default -> argument(name);
        };
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    private @Nullable TemplateModel payload() {
        Payload payload = Payload.of(exchange);
        if (MediaTypes.familyOf(payload.contentType()) == MediaTypes.Family.XML && payload.size() > 0) {
            return xml(payload.xml());
        }
        @Nullable JsonNode json = payload.structure();
        return Models.of(json != null ? json : payload.isText() ? payload.text() : null);
    }

    private static @Nullable TemplateModel xml(XdmNode element) {
        return Models.of(TreeWriter.document(out -> out.copy(element)));
    }

    /** Text, as in MI, so that a template can compare it with text. */
    private @Nullable TemplateModel property(Scope scope, String name) {
        @Nullable Object value = MessageContext.get(exchange, scope, name);
        return value == null || value instanceof XdmNode ? Models.of(value) : new SimpleScalar(value.toString());
    }

    private @Nullable TemplateModel argument(String name) {
        if (!name.startsWith(ARG)) {
            return null;
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (name.equals(ARG + (i + 1))) {
                return new SimpleScalar(arguments.get(i).text(exchange));
            }
        }
        return null;
    }

    private static TemplateHashModel hash(Function<String, @Nullable TemplateModel> read) {
        return new TemplateHashModel() {
            @Override
            public @Nullable TemplateModel get(String key) {
                return read.apply(key);
            }

            @Override
            public boolean isEmpty() {
                return false;
            }
        };
    }
}
