package dev.myelin.bench;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The smallest camel-netty-http route that answers 202 without a body. {@code NettyHttpRoute PORT}. */
public final class NettyHttpRoute {
    private NettyHttpRoute() {}

    /** Runs until the process ends. */
    public static void main(String[] args) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("netty-http:http://127.0.0.1:" + args[0] + "/bench?usingExecutorService=false")
                        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
                        .setBody(constant(""));
            }
        });
        camel.start();
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
