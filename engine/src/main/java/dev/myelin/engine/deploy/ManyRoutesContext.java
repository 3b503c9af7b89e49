package dev.myelin.engine.deploy;

import org.apache.camel.LoggingLevel;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Camel asks for each route that is added whether one of its name must be removed first, and looks through the endpoints of
 * all others before it looks whether there is one: with thousands of routes, that took minutes.
 */
final class ManyRoutesContext extends DefaultCamelContext {
    ManyRoutesContext() {
        super(false);
        // Else each route that is added is compared with all others, in case it is one of a REST service.
        getRestConfiguration().setInlineRoutes(false);
    }

    @Override
    protected boolean removeRoute(String name, LoggingLevel level) throws Exception {
        return getRouteServices().containsKey(name) && super.removeRoute(name, level);
    }
}
