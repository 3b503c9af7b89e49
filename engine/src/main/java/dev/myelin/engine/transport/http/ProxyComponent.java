package dev.myelin.engine.transport.http;

import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code proxy:NAME}: where the route of a proxy starts. */
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
            throw new UnsupportedOperationException(getEndpointUri() + " (expected: as the start of a route)");
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            ProxyConsumer consumer = new ProxyConsumer(this, processor);
            configureConsumer(consumer);
            return consumer;
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
