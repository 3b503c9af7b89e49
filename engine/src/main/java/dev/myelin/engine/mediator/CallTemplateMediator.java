package dev.myelin.engine.mediator;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Sequences;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <call-template/>}: gives the template's parameters their values and runs its sequence. */
public final class CallTemplateMediator extends AsyncProcessorSupport {
    private final TextSource target;
    private final List<Argument> arguments;
    private final Sequences sequences;

    /**
     * A value for a parameter.
     *
     * @param name of the parameter
     * @param value text, XML or JSON
     */
    public record Argument(String name, Expression value) {}

    /** For the template that {@code target} names. */
    public CallTemplateMediator(TextSource target, List<Argument> arguments, Sequences sequences) {
        this.target = target;
        this.arguments = List.copyOf(arguments);
        this.sequences = sequences;
    }

    /** The name of the sequence that a template is. */
    public static String sequenceOf(String template) {
        return "template/" + template;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        MessageContext context = MessageContext.of(exchange);
        try {
            String name = target.text(exchange);
            if (!sequences.contains(sequenceOf(name))) {
                throw Fault.of(ErrorCode.MEDIATION, "template: " + name + " (expected: a deployed template; MYL-2006)");
            }
            context.enterTemplate(values(exchange));
            return sequences.run(sequenceOf(name), exchange, doneSync -> {
                context.leaveTemplate();
                callback.done(doneSync);
            });
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private Map<String, Object> values(Exchange exchange) {
        Map<String, Object> values = new HashMap<>();
        for (Argument argument : arguments) {
            Optional.ofNullable(argument.value().evaluate(exchange, Object.class))
                    .ifPresent(value -> values.put(argument.name(), value));
        }
        return values;
    }
}
