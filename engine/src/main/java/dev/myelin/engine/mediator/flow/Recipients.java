package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.mediator.MediationCounters;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Sequences;
import java.util.List;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A copy of a message for each recipient; the replies can be collected by an {@code aggregate}, as those of parts. */
public final class Recipients {
    private Recipients() {}

    /** Sends to one recipient. */
    @FunctionalInterface
    public interface Delivery {
        /** As a sender does; {@code callback} is called in every case. */
        boolean send(String recipient, Exchange copy, AsyncCallback callback);
    }

    /**
     * Sends copies of {@code exchange}.
     *
     * @param name of the recipient list, for the log
     * @param replyNeeded whether the message goes on as the reply of the first recipient that has one
     * @return true when it was done before this method returned
     */
    public static boolean send(
            Exchange exchange,
            String name,
            List<String> recipients,
            boolean replyNeeded,
            Delivery delivery,
            MediationCounters counters,
            AsyncCallback callback) {
        Way.Runtime runtime = new Way.Runtime(new Deliveries(delivery), counters);
        Way way = new Way("recipientlist " + name, Optional.empty(), false, true, true, List.of(), runtime);
        return Parts.run(exchange, way, new Plan(exchange, recipients, replyNeeded), callback);
    }

    /** What a part runs is its delivery. */
    private record Deliveries(Delivery delivery) implements Sequences {
        @Override
        public boolean contains(String recipient) {
            return true;
        }

        @Override
        public boolean run(String recipient, Exchange copy, AsyncCallback callback) {
            return delivery.send(recipient, copy, callback);
        }
    }

    private static final class Plan implements Parts.Plan {
        private final Exchange original;
        private final Payload payload;
        private final List<String> recipients;
        private final boolean replyNeeded;
        private int best = Integer.MAX_VALUE;
        private @Nullable Exchange reply;

        Plan(Exchange original, List<String> recipients, boolean replyNeeded) {
            this.original = original;
            this.payload = Copies.payload(original);
            this.recipients = recipients;
            this.replyNeeded = replyNeeded;
        }

        @Override
        public int count() {
            return recipients.size();
        }

        @Override
        public Exchange part(int index) {
            return Copies.of(original, payload);
        }

        @Override
        public String sequence(int index, Exchange part) {
            return recipients.get(index);
        }

        @Override
        public synchronized void ended(int index, Exchange part) {
            if (replyNeeded && index < best) {
                best = index;
                reply = part;
            }
        }

        @Override
        public boolean isNeeded() {
            return replyNeeded;
        }

        @Override
        public synchronized void over(Exchange message) {
            Exchange first = reply;
            if (replyNeeded && first == null) {
                throw Fault.of(ErrorCode.ENDPOINTS_NOT_READY, "recipientlist: no recipient answered");
            }
            if (first != null) {
                message.setMessage(first.getMessage());
                MessageContext.of(first).copyScopesTo(MessageContext.of(message));
                MessageContext.of(message).markResponse();
            }
        }
    }
}
