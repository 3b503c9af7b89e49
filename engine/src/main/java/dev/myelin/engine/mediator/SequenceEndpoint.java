package dev.myelin.engine.mediator;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** One sequence, as something a route is or sends to. */
final class SequenceEndpoint extends DefaultEndpoint {
    private final String name;
    private final SequenceTable table;

    SequenceEndpoint(String uri, Component component, String name, SequenceTable table) {
        super(uri, component);
        this.name = name;
        this.table = table;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Producer createProducer() {
        return name.equals(SequenceComponent.DYNAMIC) ? new DynamicRunner() : new Runner();
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new Registration(processor);
    }

    /** Keeps the route in the table while it is started. */
    private final class Registration extends DefaultConsumer {
        Registration(Processor processor) {
            super(SequenceEndpoint.this, processor);
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            table.register(name, new SequenceTable.Entry(getAsyncProcessor(), inner(getAsyncProcessor())));
        }

        @Override
        protected void doStop() throws Exception {
            table.deregister(name);
            super.doStop();
        }

        /** The route without what Camel puts around it for exchanges that begin there. */
        private static AsyncProcessor inner(AsyncProcessor route) {
            return route instanceof DelegateAsyncProcessor wrapper ? wrapper.getProcessor() : route;
        }
    }

    /** Runs the sequence. */
    private final class Runner extends DefaultAsyncProducer {
        Runner() {
            super(SequenceEndpoint.this);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return table.run(name, exchange, callback);
        }
    }

    /** Runs the sequence that a property of the message names. */
    private final class DynamicRunner extends DefaultAsyncProducer {
        DynamicRunner() {
            super(SequenceEndpoint.this);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Object key = exchange.removeProperty(SequenceComponent.DYNAMIC_KEY);
            return table.run(String.valueOf(key), exchange, callback);
        }
    }
}
