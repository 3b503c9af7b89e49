package dev.myelin.engine.deploy;

import java.util.List;
import org.apache.camel.CamelContext;

/** The transports of one engine, wired to each other. */
final class Transports implements AutoCloseable {
    void install(CamelContext context) {}

    void bind() {}

    List<String> addresses() {
        return List.of();
    }

    @Override
    public void close() {}
}
