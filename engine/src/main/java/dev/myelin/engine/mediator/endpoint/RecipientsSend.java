package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.mediator.flow.Recipients;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.SendRequest;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** One message to all of several endpoints. */
final class RecipientsSend {
    private final EndpointProducer producer;
    private final EndpointComponent.Services services;
    private final EndpointSettings.Recipients recipients;

    RecipientsSend(
            EndpointProducer producer, EndpointComponent.Services services, EndpointSettings.Recipients recipients) {
        this.producer = producer;
        this.services = services;
        this.recipients = recipients;
    }

    boolean send(String name, SendRequest.Mode mode, Wish wish, Exchange exchange, AsyncCallback callback) {
        List<String> all = all(exchange);
        if (all.isEmpty()) {
            throw Fault.of(ErrorCode.ENDPOINTS_NOT_READY, "recipientlist: " + name + " (expected: a recipient)");
        }
        return Recipients.send(
                exchange,
                name,
                all,
                mode == SendRequest.Mode.CALL,
                (recipient, copy, done) -> one(recipient, wish, copy, done),
                services.counters(),
                callback);
    }

    private List<String> all(Exchange exchange) {
        List<String> all = new ArrayList<>(recipients.members());
        String found = recipients.found().map(text -> text.text(exchange)).orElse("");
        for (String each : found.split(",")) {
            if (!each.isBlank()) {
                all.add(each.strip());
            }
        }
        return all;
    }

    private boolean one(String recipient, Wish wish, Exchange copy, AsyncCallback done) {
        try {
            return producer.send(services.table().recipient(recipient), wish, copy, done);
        } catch (Fault fault) {
            copy.setException(fault);
            done.done(true);
            return true;
        }
    }
}
