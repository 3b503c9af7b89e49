package dev.myelin.bench;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The smallest camel-vertx-websocket route that echoes: what users of plain Camel have. {@code VertxEchoRoute PORT}. */
public final class VertxEchoRoute {
    private VertxEchoRoute() {}

    /** Runs until the process ends. */
    public static void main(String[] args) throws Exception {
        String echo = "vertx-websocket:127.0.0.1:" + args[0] + "/ws";
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(echo).to(echo);
            }
        });
        camel.start();
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
