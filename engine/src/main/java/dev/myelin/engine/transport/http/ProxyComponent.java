package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code proxy:NAME}: where the route of a proxy starts, and what runs it without a request. */
final class ProxyComponent extends DefaultComponent {
    private final ProxyTable table;

    ProxyComponent(ProxyTable table) {
        this.table = table;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new ProxyEndpoint(uri, this, remaining, table);
    }

    private static final class ProxyEndpoint extends DefaultEndpoint {
        private final String name;
        private final ProxyTable table;

        ProxyEndpoint(String uri, Component component, String name, ProxyTable table) {
            super(uri, component);
            this.name = name;
            this.table = table;
        }

        @Override
        public Producer createProducer() {
            return new ProxyProducer(this);
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            ProxyConsumer consumer = new ProxyConsumer(this, processor);
            configureConsumer(consumer);
            return consumer;
        }
    }

    /** Runs a proxy with a message that no request brought. */
    private static final class ProxyProducer extends DefaultAsyncProducer {
        private final ProxyEndpoint endpoint;

        ProxyProducer(ProxyEndpoint endpoint) {
            super(endpoint);
            this.endpoint = endpoint;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            AsyncProcessor route = endpoint.table.route(endpoint.name);
            if (route == null) {
                String text = "proxy: " + endpoint.name + " (expected: a deployed proxy)";
                exchange.setException(Fault.of(ErrorCode.MEDIATION, text));
                callback.done(true);
                return true;
            }
            return route.process(exchange, callback);
        }
    }

    private static final class ProxyConsumer extends DefaultConsumer {
        private final ProxyEndpoint endpoint;

        ProxyConsumer(ProxyEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
            this.endpoint = endpoint;
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            endpoint.table.started(endpoint.name, getAsyncProcessor());
        }

        @Override
        protected void doStop() throws Exception {
            endpoint.table.stopped(endpoint.name);
            super.doStop();
        }
    }
}
