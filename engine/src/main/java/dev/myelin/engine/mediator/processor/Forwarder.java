package dev.myelin.engine.mediator.processor;

import dev.myelin.engine.mediator.processor.ProcessorSettings.Step;
import dev.myelin.engine.mediator.store.MessageStore;
import dev.myelin.engine.mediator.store.StoreTable;
import dev.myelin.engine.mediator.store.StoredMessage;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Sequences;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one message after the other. A message leaves the store when it has been delivered; one that was not is sent again,
 * with none overtaking it, until its attempts are used up.
 */
final class Forwarder implements Worker {
    /** The message's property that names the endpoint, where the processor has none. */
    static final String TARGET_ENDPOINT = "target.endpoint";

    private static final Logger LOG = LoggerFactory.getLogger("myelin.processor");
    /** MI's code for a back-end that was reached and did not take the message. */
    private static final int NOT_TAKEN = 401002;

    private static final int FIRST_FAILURE = 400;
    private static final int SERVER_ERROR = 500;

    private final ProcessorSettings settings;
    private final ProcessorSettings.Forward forward;
    private final Services services;
    private final Activity activity;

    /**
     * What it works with.
     *
     * @param sequences that it runs
     * @param stores where failed messages may go
     * @param timers the threads that wait
     */
    record Services(Sequences sequences, StoreTable stores, Supplier<? extends ScheduledExecutorService> timers) {}

    /** The processor's state, as far as it is the forwarder's business. */
    interface Activity {
        /** Whether messages are to be sent. */
        boolean isActive();

        /** A message waits for its next attempt, or does not any more. */
        void pause(boolean waits);

        /** Ends the sending. */
        void deactivate();
    }

    Forwarder(ProcessorSettings settings, ProcessorSettings.Forward forward, Services services, Activity activity) {
        this.settings = settings;
        this.forward = forward;
        this.services = services;
        this.activity = activity;
    }

    @Override
    public void work(MessageStore store, Ended ended) {
        Optional<StoredMessage> message = store.take();
        if (message.isEmpty()) {
            ended.ended(false);
        } else {
            new Delivery(store, message.get(), ended).attempt();
        }
    }

    private void run(Step step, Exchange exchange, Runnable then) {
        if (!forward.runs().contains(step)) {
            then.run();
            return;
        }
        exchange.setRouteStop(false);
        services.sequences().run(settings.sequence(step), exchange, doneSync -> then.run());
    }

    /** One message on its way. */
    private final class Delivery {
        private final MessageStore store;
        private final StoredMessage message;
        private final Ended ended;
        private int attempts;

        Delivery(MessageStore store, StoredMessage message, Ended ended) {
            this.store = store;
            this.message = message;
            this.ended = ended;
        }

        void attempt() {
            if (!activity.isActive()) {
                store.giveBack(message);
                ended.ended(true);
                return;
            }
            attempts++;
            Exchange exchange = message.copy();
            if (forward.byProperty() && !hasTarget(exchange)) {
                LOG.warn(
                        "message processor {}: a message without the property {} has nowhere to go; it is removed",
                        settings.name(),
                        TARGET_ENDPOINT);
                leave();
                return;
            }
            services.sequences().run(settings.sequence(Step.DELIVER), exchange, doneSync -> sent(exchange));
        }

        private static boolean hasTarget(Exchange exchange) {
            String name = MessageContext.text(exchange, Scope.DEFAULT, TARGET_ENDPOINT);
            return name != null && !name.isBlank();
        }

        private void sent(Exchange exchange) {
            Fault fault = faultOf(exchange);
            if (fault == null) {
                activity.pause(false);
                delivered(exchange);
            } else {
                failed(exchange, fault);
            }
        }

        private void delivered(Exchange exchange) {
            store.remove(message);
            boolean reply =
                    MessageContext.of(exchange).isResponse() && !MessageContext.isTrueAnywhere(exchange, "OUT_ONLY");
            if (reply) {
                run(Step.REPLY, exchange, () -> ended.ended(true));
            } else {
                ended.ended(true);
            }
        }

        private void failed(Exchange exchange, Fault fault) {
            String of = forward.attempts() == 0 ? "" : " of " + forward.attempts();
            LOG.warn(
                    "message processor {}: attempt {}{} failed: {} {}",
                    settings.name(),
                    attempts,
                    of,
                    fault.code(),
                    fault.message());
            Object status = MessageContext.get(exchange, Scope.AXIS2, "HTTP_SC");
            FaultProperties.apply(exchange, fault);
            if (status != null) {
                MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", status);
            }
            run(Step.FAULT, exchange, this::goOn);
        }

        private void goOn() {
            if (forward.attempts() > 0 && attempts >= forward.attempts()) {
                giveUp();
                return;
            }
            activity.pause(true);
            services.timers()
                    .get()
                    .schedule(this::attempt, forward.retryInterval().toMillis(), TimeUnit.MILLISECONDS);
        }

        private void giveUp() {
            activity.pause(false);
            Optional<String> other = forward.failed().store();
            if (other.isPresent()
                    && services.stores()
                            .find(other.get())
                            .filter(found -> found.put(message))
                            .isPresent()) {
                LOG.warn(
                        "message processor {}: a message goes to message store {} after {} attempts",
                        settings.name(),
                        other.get(),
                        attempts);
                leave();
            } else if (forward.failed().drop()) {
                LOG.warn("message processor {}: a message is dropped after {} attempts", settings.name(), attempts);
                leave();
            } else {
                deactivate();
            }
        }

        private void leave() {
            store.remove(message);
            ended.ended(true);
        }

        private void deactivate() {
            store.giveBack(message);
            activity.deactivate();
            LOG.error(
                    "message processor {}: deactivated after {} attempts to send a message, which stays in message"
                            + " store {}",
                    settings.name(),
                    attempts,
                    settings.store());
            run(Step.DEACTIVATE, message.copy(), () -> ended.ended(true));
        }

        /** What went wrong; null when the message has been delivered. */
        private @Nullable Fault faultOf(Exchange exchange) {
            Exception thrown = exchange.getException();
            if (thrown != null) {
                return FaultProperties.faultOf(thrown);
            }
            int status = MessageContext.of(exchange).isResponse() ? status(exchange) : 0;
            boolean taken =
                    status < FIRST_FAILURE || forward.accepted().contains(status) || isWantedFault(exchange, status);
            return taken ? null : Fault.of(NOT_TAKEN, "The back-end answered with status " + status);
        }

        /** A SOAP fault is an answer where the message says so. */
        private boolean isWantedFault(Exchange exchange, int status) {
            Object retry = MessageContext.get(exchange, Scope.DEFAULT, "RETRY_ON_SOAPFAULT");
            return status == SERVER_ERROR && retry != null && !MessageContext.isTrue(retry);
        }

        private static int status(Exchange exchange) {
            Object status = MessageContext.get(exchange, Scope.AXIS2, "HTTP_SC");
            return status instanceof Number number ? number.intValue() : 0;
        }
    }
}
