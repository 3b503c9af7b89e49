package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Sequences;
import dev.myelin.engine.message.Source;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message through a route; owns the message's buffer until the exchange has ended. */
final class MessageJob implements Pump.Job {
    private static final Logger LOG = LoggerFactory.getLogger(MessageJob.class);

    private final @Nullable WsConsumer consumer;
    private final Source source;
    private final Payload payload;
    private final @Nullable ByteBuf content;
    private final @Nullable Outcome outcome;
    private @Nullable Exchange exchange;
    /** Of the exchange that runs, which is another thread's perhaps. */
    private @Nullable MessageContext context;
    /** What the fault sequence runs on after this message has run out of time. */
    private @Nullable Exchange late;

    /** Told of the end of a message, on the event loop; once. */
    @FunctionalInterface
    interface Outcome {
        /**
         * The message, or the fault sequence of one that took too long, has run.
         *
         * @param ran null when the route was not running
         */
        void ended(@Nullable Exchange ran);
    }

    /**
     * Makes the job of a message that nobody waits for.
     *
     * @param consumer of the route to run; null when it is not running
     * @param content released at the end; null when the payload has no buffer of its own
     */
    MessageJob(@Nullable WsConsumer consumer, Source source, Payload payload, @Nullable ByteBuf content) {
        this(consumer, source, payload, content, null);
    }

    /** Makes the job of an event without content, whose end somebody waits for. */
    MessageJob(@Nullable WsConsumer consumer, Source source, Outcome outcome) {
        this(consumer, source, Payload.empty(), null, outcome);
    }

    private MessageJob(
            @Nullable WsConsumer consumer,
            Source source,
            Payload payload,
            @Nullable ByteBuf content,
            @Nullable Outcome outcome) {
        this.consumer = consumer;
        this.source = source;
        this.payload = payload;
        this.content = content;
        this.outcome = outcome;
    }

    @Override
    public boolean start(AsyncCallback done) {
        WsConsumer route = consumer;
        if (route == null) {
            LOG.warn("A message was dropped: its route is not running");
            return true;
        }
        Exchange made = route.exchange(payload, source);
        exchange = made;
        context = MessageContext.of(made);
        return route.getAsyncProcessor().process(made, done);
    }

    @Override
    public int size() {
        return content == null ? 0 : content.readableBytes();
    }

    @Override
    public long timeoutMillis() {
        return source.messageTimeout().toMillis();
    }

    @Override
    public long awaitedMillis() {
        MessageContext running = context;
        return running == null ? 0 : running.awaitedMillis();
    }

    @Override
    public void timedOut(Fault fault, Runnable done) {
        WsConsumer route = consumer;
        Exchange slow = exchange;
        if (route == null || slow == null) {
            done.run();
            return;
        }
        slow.setRouteStop(true);
        Exchange made = route.exchange(Payload.empty(), source);
        late = made;
        context = MessageContext.of(made);
        FaultProperties.apply(made, fault);
        LOG.warn("{}: {} {}", route.getEndpoint(), fault.code(), fault.message());
        Sequences sequences = route.sequences();
        Optional<String> name =
                route.faultSequence().or(() -> Optional.of("fault")).filter(sequences::contains);
        name.ifPresentOrElse(sequence -> sequences.run(sequence, made, sync -> done.run()), done);
    }

    @Override
    public void faulted() {
        tell(late);
    }

    @Override
    public void ended() {
        if (content != null) {
            content.release();
        }
        Exchange ran = exchange;
        if (late != null) {
            return;
        }
        if (ran != null) {
            report(ran);
        }
        tell(ran);
    }

    private void tell(@Nullable Exchange ran) {
        if (outcome != null) {
            outcome.ended(ran);
        }
    }

    /** An exception that no fault handler took: the fault sequence itself failed. */
    private static void report(Exchange ran) {
        Exception failure = ran.getException();
        if (failure != null) {
            Fault fault = failure instanceof Fault known
                    ? known
                    : Fault.of(ErrorCode.MEDIATION, String.valueOf(failure.getMessage()));
            // A fault says it all; of what nobody expected, the trace says where.
            Exception trace = fault == failure ? null : failure;
            LOG.warn("{}: message dropped: {} {}", ran.getFromEndpoint(), fault.code(), fault.message(), trace);
            MessageContext.of(ran).fail(fault);
        }
    }
}
