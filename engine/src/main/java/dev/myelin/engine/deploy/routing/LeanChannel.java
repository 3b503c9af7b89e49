package dev.myelin.engine.deploy.routing;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.impl.engine.DefaultChannel;
import org.apache.camel.processor.errorhandler.NoErrorHandler;
import org.apache.camel.spi.InterceptStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The wrapping of one node. Camel's own keeps room around each node for tracing, history, debugging and redelivery, and
 * pays for it with every message; where a route uses none of them, as compiled routes do, the node is called directly.
 */
final class LeanChannel extends DefaultChannel {
    private boolean plain;
    private @Nullable AsyncProcessor direct;

    LeanChannel(CamelContext context) {
        super(context);
    }

    @Override
    @SuppressWarnings("checkstyle:ParameterNumber")
    public void initChannel(
            Route route,
            NamedNode definition,
            NamedNode childDefinition,
            List<InterceptStrategy> interceptors,
            Processor nextProcessor,
            NamedRoute routeDefinition,
            boolean first)
            throws Exception {
        super.initChannel(route, definition, childDefinition, interceptors, nextProcessor, routeDefinition, first);
        plain = interceptors.isEmpty()
                && route.getManagementInterceptStrategy() == null
                && !route.isTracing()
                && !route.isBacklogTracing()
                && !route.isDebugging()
                && !route.isMessageHistory()
                && !route.isStreamCaching()
                && (route.getDelayer() == null || route.getDelayer() <= 0);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        direct = plain
                        && getErrorHandler() instanceof NoErrorHandler bare
                        && bare.getOutput() instanceof AsyncProcessor output
                ? output
                : null;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AsyncProcessor node = direct;
        if (node == null) {
            return super.process(exchange, callback);
        }
        if (exchange.isRouteStop()) {
            callback.done(true);
            return true;
        }
        return node.process(exchange, callback);
    }
}
