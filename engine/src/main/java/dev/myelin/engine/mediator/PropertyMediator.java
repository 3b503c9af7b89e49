package dev.myelin.engine.mediator;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;

/** {@code <property>} in a scope that Camel has no EIP for: sets or removes. */
public final class PropertyMediator implements Processor {
    private static final String MESSAGE_TYPE = "messageType";
    private static final String RESPONSE = "RESPONSE";

    private final Scope scope;
    private final String name;
    private final Optional<Expression> value;

    /** Sets to {@code value}, or removes when there is none. */
    public PropertyMediator(Scope scope, String name, Optional<Expression> value) {
        this.scope = scope;
        this.name = name;
        this.value = value;
    }

    @Override
    public void process(Exchange exchange) {
        if (value.isEmpty()) {
            MessageContext.remove(exchange, scope, name);
            return;
        }
        Object found = value.get().evaluate(exchange, Object.class);
        MessageContext.set(exchange, scope, name, found);
        if (scope == Scope.DEFAULT && name.equals(RESPONSE)) {
            MessageContext.of(exchange).setResponse(MessageContext.isTrue(found));
        }
        if (scope == Scope.AXIS2 && name.equals(MESSAGE_TYPE)) {
            // As in MI: what the message is sent as is also what it says it is.
            MessageContext.set(exchange, Scope.AXIS2, "ContentType", found);
            MessageContext.set(exchange, Scope.TRANSPORT, "Content-Type", found);
        }
    }
}
