package dev.myelin.engine.compiler;

import static dev.myelin.engine.compiler.Testbed.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Sender;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class SendingTest {
    private static final String BACKEND = "<endpoint><address uri=\"camel:direct:backend\"/></endpoint>";

    private static RouteBuilder backend(Fault... failure) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:backend").process(exchange -> {
                    if (failure.length > 0) {
                        throw failure[0];
                    }
                    exchange.getMessage()
                            .setBody("reply to " + exchange.getMessage().getBody());
                });
            }
        };
    }

    @Test
    void callGoesOnWithTheReply() throws Exception {
        try (Testbed bed = Testbed.start(sequence("s", "<call>" + BACKEND + "</call><respond/>"))
                .with(backend())) {
            Exchange done = bed.run("s", "{}");

            assertThat(done.getException()).isNull();
            assertThat(bed.caller.answers).containsExactly("reply to {}");
            assertThat(MessageContext.of(done).isResponse()).isTrue();
        }
    }

    @Test
    void sendRunsTheReceivingSequenceAndGoesOnWithItsOwnMessage() throws Exception {
        try (Testbed bed = Testbed.start(
                        sequence(
                                "s",
                                "<send receive=\"r\">" + BACKEND + "</send><property name=\"after\" value=\"1\"/>"),
                        sequence("r", "<send/>"))
                .with(backend())) {
            Exchange done = bed.run("s", "{}");

            assertThat(bed.caller.answers).containsExactly("reply to {}");
            assertThat(Payload.of(done).text()).isEqualTo("{}");
            assertThat(done.getProperty("after")).isEqualTo("1");
        }
    }

    @Test
    void sendRunsTheReplySequenceOfItsSource() throws Exception {
        try (Testbed bed = Testbed.start(sequence("s", "<send>" + BACKEND + "</send>"), sequence("out", "<respond/>"))
                .with(backend())) {
            bed.caller.replySequence = Optional.of("out");
            bed.run("s", "{}");

            assertThat(bed.caller.answers).containsExactly("reply to {}");
        }
    }

    @Test
    void theReceivingSequenceAndTheEndpointCanBeExpressions() throws Exception {
        try (Testbed bed = Testbed.start(
                        "<endpoint name=\"one\"><address uri=\"camel:direct:backend\"/></endpoint>",
                        sequence("s", "<send receive=\"{json-eval($.r)}\"><endpoint key=\"{json-eval($.e)}\"/></send>"),
                        sequence("back", "<respond/>"))
                .with(backend())) {
            bed.run("s", "{\"r\":\"back\",\"e\":\"one\"}");

            assertThat(bed.caller.answers).singleElement().asString().startsWith("reply to");
        }
    }

    @Test
    void outOnlyWantsNoReply() throws Exception {
        try (Testbed bed = Testbed.start(
                        sequence(
                                "s",
                                "<property name=\"OUT_ONLY\" value=\"true\"/><send receive=\"r\">" + BACKEND
                                        + "</send>"),
                        sequence("r", "<respond/>"))
                .with(backend())) {
            bed.run("s", "{}");

            assertThat(bed.caller.answers).isEmpty();
        }
    }

    @Test
    void sendWithoutAnEndpointIsAFaultUnlessTheMessageIsAReply() throws Exception {
        try (Testbed bed = Testbed.start(sequence("s", "<send/>"))) {
            assertThat(bed.run("s", "{}").getException()).hasMessageContaining("To is ''");
        }
    }

    @Test
    void anEndpointThatIsNotThereIsAFault() throws Exception {
        try (Testbed bed = Testbed.start(sequence("s", "<send><endpoint key=\"gone\"/></send>"))) {
            Fault fault = (Fault) bed.run("s", "{}").getException();

            assertThat(fault.code()).isEqualTo(ErrorCode.ENDPOINT_NOT_FOUND);
            assertThat(fault.message()).contains("gone", "MYL-2002");
        }
    }

    @Test
    void keysLeadFromEndpointToEndpoint() throws Exception {
        try (Testbed bed = Testbed.start(
                        "<endpoint name=\"a\" key=\"b\"/>",
                        "<endpoint name=\"b\"><address uri=\"camel:direct:backend\"/></endpoint>",
                        sequence("s", "<call><endpoint key=\"a\"/></call><respond/>"))
                .with(backend())) {
            bed.run("s", "{}");

            assertThat(bed.caller.answers).containsExactly("reply to {}");
        }
    }

    @Test
    void aSchemeWithoutSenderIsAFaultThatRepeatsTheCode() throws Exception {
        try (Testbed bed = Testbed.start(
                sequence("s", "<send><endpoint><address uri=\"ws://localhost:1/\"/></endpoint></send>"))) {
            Fault fault = (Fault) bed.run("s", "{}").getException();

            assertThat(fault.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
            assertThat(fault.message()).contains("MYL-2010");
            assertThat(fault.httpStatus()).hasValue(503);
        }
    }

    @Test
    void aSuspendedEndpointIsNotTriedUntilItsRestIsOver() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        RouteBuilder failing = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:backend").process(exchange -> {
                    tries.incrementAndGet();
                    throw Fault.of(ErrorCode.CONNECTION_FAILED, "refused");
                });
            }
        };
        try (Testbed bed = Testbed.start(
                        sequence(
                                "s",
                                "<call><endpoint><address uri=\"camel:direct:backend\"><suspendOnFailure>"
                                        + "<initialDuration>1000</initialDuration></suspendOnFailure></address></endpoint></call>"))
                .with(failing)) {
            bed.run("s", "{}");
            Fault fault = (Fault) bed.run("s", "{}").getException();

            assertThat(fault.code()).isEqualTo(ErrorCode.ENDPOINT_SUSPENDED);
            assertThat(fault.httpStatus()).hasValue(503);
            assertThat(tries).hasValue(1);
            bed.clock.advance(Duration.ofSeconds(1));
            bed.run("s", "{}");
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void aMessageKnowsHowLongItsLongestWaitIsAlsoInTheSequenceOfAReply() throws Exception {
        try (Testbed bed = Testbed.start(
                        sequence("s", "<send receive=\"r\">" + BACKEND + "</send>"),
                        sequence("r", "<call>" + waiting(500_000) + "</call><call>" + waiting(1_000) + "</call>"))
                .with(backend())) {
            bed.senders.put("camel", later(bed.senders.get("camel")));
            Exchange done = bed.run("s", "{}");

            assertThat(done.getException()).isNull();
            assertThat(MessageContext.of(done).awaitedMillis()).isBetween(300_000L, 510_000L);
        }
    }

    @Test
    void aMessageThatWaitsForNothingHasNoneToWaitFor() throws Exception {
        try (Testbed bed = Testbed.start(sequence("s", "<respond/>"))) {
            assertThat(MessageContext.of(bed.run("s", "{}")).awaitedMillis()).isNotPositive();
        }
    }

    private static String waiting(int millis) {
        return "<endpoint><address uri=\"camel:direct:backend\"><timeout><duration>" + millis
                + "</duration></timeout></address></endpoint>";
    }

    /** A sender as those over the network: it is never done at once. */
    private static Sender later(Sender sender) {
        return (exchange, request, callback) -> {
            sender.send(exchange, request, sync -> callback.done(false));
            return false;
        };
    }

    @Test
    void discardDropsAMessageWhoseReplyTimedOutAndCountsIt() throws Exception {
        try (Testbed bed = Testbed.start(
                        sequence(
                                "s",
                                "<call><endpoint><address uri=\"camel:direct:backend\"><timeout><duration>10</duration>"
                                        + "<responseAction>discard</responseAction></timeout></address></endpoint></call><respond/>"))
                .with(backend(Fault.of(ErrorCode.CONNECTION_TIMEOUT, "late")))) {
            Exchange done = bed.run("s", "{}");

            assertThat(done.getException()).isNull();
            assertThat(bed.caller.answers).isEmpty();
            assertThat(bed.counters.discardedTimeouts()).isEqualTo(1);
        }
    }
}
