package dev.myelin.engine.deploy.routing;

import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.processor.DefaultInternalProcessorFactory;
import org.apache.camel.spi.InternalProcessorFactory;

/** Puts the cheaper parts into a context, before its routes are added. */
public final class LeanRouting {
    private LeanRouting() {}

    /** Installs them. */
    public static void install(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        extension.addContextPlugin(InternalProcessorFactory.class, new Channels());
        extension.setReactiveExecutor(new LoopReactiveExecutor());
    }

    /** Makes a channel for each node of a route. */
    private static final class Channels extends DefaultInternalProcessorFactory {
        @Override
        public Channel createChannel(CamelContext context) {
            return new LeanChannel(context);
        }
    }
}
