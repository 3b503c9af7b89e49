package dev.myelin.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignBodyTest {
    private static final byte[] JSON = "{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private Exchange exchange = new DefaultExchange(context);

    @BeforeEach
    void start() {
        PayloadConverters.register(context);
        context.start();
        exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("Content-Type", "application/json");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    static Stream<Object> bodies() {
        return Stream.of(
                new String(JSON, StandardCharsets.UTF_8),
                JSON,
                new ByteArrayInputStream(JSON),
                Unpooled.wrappedBuffer(JSON),
                ByteBuffer.wrap(JSON),
                new StringBuilder(new String(JSON, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void becomesAPayloadAndStaysOne(Object body) {
        exchange.getMessage().setBody(body);

        Payload payload = Payload.of(exchange);
        assertThat(payload.json().get("a").asText()).isEqualTo("ü");
        assertThat(payload.bytes()).isEqualTo(JSON);
        assertThat(payload.contentType()).isEqualTo("application/json");
        assertThat(payload.isFrame()).isFalse();
        assertThat(Payload.of(exchange)).isSameAs(payload);
    }

    @Test
    void isEmptyWithoutABody() {
        assertThat(Payload.of(exchange).kind()).isEqualTo(Payload.Kind.EMPTY);
    }

    @Test
    void leavesAForeignBufferToItsOwner() {
        ByteBuf buffer = Unpooled.copiedBuffer(JSON);
        exchange.getMessage().setBody(buffer);
        Payload payload = Payload.of(exchange);
        assertThat(buffer.refCnt()).isEqualTo(1);
        buffer.release();

        assertThat(payload.text()).contains("ü");
    }

    @Test
    void tellsTheHeaderOfANewCharset() {
        exchange.getMessage().setHeader("Content-Type", "text/plain;charset=iso-8859-1");
        exchange.getMessage().setBody(new byte[] {(byte) 0xfc});

        assertThat(Payload.of(exchange).text()).isEqualTo("ü");
        assertThat(exchange.getMessage().getHeader("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    }

    @Test
    void faultsWhenNothingConvertsIt() {
        exchange.getMessage().setBody(Thread.currentThread());

        assertThatThrownBy(() -> Payload.of(exchange))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void isReadableByPlainCamel() throws IOException {
        exchange.getMessage().setBody(Payload.ofText("ü", "text/plain"));

        byte[] utf8 = {(byte) 0xc3, (byte) 0xbc};
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("ü");
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(utf8);
        assertThat(exchange.getMessage().getBody(ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(utf8));
        try (InputStream stream = exchange.getMessage().getBody(InputStream.class)) {
            assertThat(stream.readAllBytes()).isEqualTo(utf8);
        }
    }
}
