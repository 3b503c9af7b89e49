package dev.myelin.engine.mediator;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** The start of a template: defaults for parameters without a value; a mandatory one without is a fault. */
public final class TemplateParametersMediator implements Processor {
    private final String template;
    private final List<Parameter> parameters;

    /**
     * A parameter of the template.
     *
     * @param name of it
     * @param mandatory whether a call must give a value
     * @param byDefault the value where a call gives none
     */
    public record Parameter(String name, boolean mandatory, Optional<String> byDefault) {}

    /** For one template. */
    public TemplateParametersMediator(String template, List<Parameter> parameters) {
        this.template = template;
        this.parameters = List.copyOf(parameters);
    }

    @Override
    public void process(Exchange exchange) {
        MessageContext context = MessageContext.of(exchange);
        Map<String, Object> complete = new HashMap<>();
        for (Parameter parameter : parameters) {
            @Nullable Object value = context.parameter(parameter.name());
            if (value != null) {
                complete.put(parameter.name(), value);
            } else if (parameter.byDefault().isPresent()) {
                complete.put(parameter.name(), parameter.byDefault().get());
            } else if (parameter.mandatory()) {
                throw Fault.of(
                        ErrorCode.MEDIATION,
                        "template " + template + ": no value for the parameter " + parameter.name()
                                + " (expected: a with-param for it)");
            }
        }
        context.leaveTemplate();
        context.enterTemplate(complete);
    }
}
