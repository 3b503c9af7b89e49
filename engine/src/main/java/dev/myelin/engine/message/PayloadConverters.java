package dev.myelin.engine.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;

/** Lets plain Camel routes and endpoints read a {@link Payload} as text or bytes. */
public final class PayloadConverters {
    private PayloadConverters() {}

    /** Registers the converters; once a context, before its routes start. */
    public static void register(CamelContext context) {
        TypeConverterRegistry registry = context.getTypeConverterRegistry();
        add(registry, String.class, Payload::text);
        add(registry, byte[].class, Payload::bytes);
        add(registry, InputStream.class, payload -> new ByteArrayInputStream(payload.bytes()));
        add(registry, ByteBuffer.class, payload -> ByteBuffer.wrap(payload.bytes()));
        // A copy without an owner: nobody who merely converts a body expects to have to release something.
        add(registry, ByteBuf.class, payload -> Unpooled.wrappedBuffer(payload.bytes()));
    }

    private static <T> void add(TypeConverterRegistry registry, Class<T> type, Function<Payload, T> read) {
        registry.addTypeConverter(
                type,
                Payload.class,
                new SimpleTypeConverter(false, (to, exchange, value) -> read.apply((Payload) value)));
    }
}
