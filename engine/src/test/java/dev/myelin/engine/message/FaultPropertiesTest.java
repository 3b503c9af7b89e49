package dev.myelin.engine.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultPropertiesTest {
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    static Stream<Arguments> causes() {
        Fault fault = Fault.of(ErrorCode.ENDPOINT_SUSPENDED, "suspended", "more");
        Exchange other = new DefaultExchange(new DefaultCamelContext());
        return Stream.of(
                Arguments.of(fault, 303001, "suspended"),
                Arguments.of(new RuntimeCamelException(fault), 303001, "suspended"),
                Arguments.of(
                        new CamelExecutionException("wrapped", other, new CompletionException(fault)),
                        303001,
                        "suspended"),
                Arguments.of(new ExpressionEvaluationException(null, other, fault), 303001, "suspended"),
                Arguments.of(new IOException("reset"), 101500, "reset"),
                Arguments.of(new UncheckedIOException(new EOFException()), 101500, "EOFException"),
                Arguments.of(new RuntimeCamelException(new ConnectException("refused")), 101503, "refused"),
                Arguments.of(new SocketTimeoutException("slow"), 101504, "slow"),
                Arguments.of(new CompletionException(new TimeoutException("late")), 101504, "late"),
                Arguments.of(new ClosedChannelException(), 101505, "ClosedChannelException"),
                Arguments.of(new IllegalStateException("odd", new IllegalArgumentException("root")), 500000, "root"),
                Arguments.of(new ExpressionEvaluationException(null, "no value", other, null), 500000, "no value"),
                Arguments.of(new NullPointerException(), 500000, "NullPointerException"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("causes")
    void setsWhatAFaultSequenceReads(Exception cause, int code, String message) {
        exchange.setException(cause);

        Fault fault = FaultProperties.apply(exchange, cause);

        assertThat(fault.code()).isEqualTo(code);
        assertThat(exchange.getProperty("ERROR_CODE")).isEqualTo(Integer.toString(code));
        assertThat(exchange.getProperty("ERROR_MESSAGE")).isEqualTo(message);
        assertThat(exchange.getProperty("ERROR_DETAIL")).isEqualTo(fault.detail());
        assertThat(exchange.getProperty("ERROR_EXCEPTION")).isSameAs(cause);
        assertThat(exchange.getException()).isNull();
        assertThat(MessageContext.of(exchange).fault()).isSameAs(fault);
    }

    @Test
    void namesTheCausesInTheDetail() {
        Fault fault = FaultProperties.faultOf(new IllegalStateException("odd", new IllegalArgumentException("root")));

        assertThat(fault.detail())
                .isEqualTo("java.lang.IllegalStateException: odd; caused by java.lang.IllegalArgumentException: root");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "101500, 500",
        "101501, 500",
        "101503, 503",
        "101504, 504",
        "101505, 503",
        "101506, 503",
        "101508, 503",
        "101509, 500",
        "303001, 503",
        "303000, 503",
        "303100, 500",
        "305100, 500",
        "500000, 500",
        "601000, 500",
        "1, 500",
    })
    void givesTheStatusOfACode(int code, int status) {
        assertThat(FaultStatus.httpStatus(Fault.of(code, "x"))).isEqualTo(status);
    }

    @Test
    void prefersTheStatusOfTheFaultItself() {
        assertThat(FaultStatus.httpStatus(Fault.of(101503, "x").withHttpStatus(429)))
                .isEqualTo(429);
    }
}
