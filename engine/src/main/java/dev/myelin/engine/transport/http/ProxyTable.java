package dev.myelin.engine.transport.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncProcessor;
import org.jspecify.annotations.Nullable;

/** The deployed proxies by name, and the routes that have started for them. */
final class ProxyTable {
    private final Map<String, ProxySettings> settings = new ConcurrentHashMap<>();
    private final Map<String, AsyncProcessor> routes = new ConcurrentHashMap<>();

    void register(ProxySettings proxy) {
        settings.put(proxy.name(), proxy);
    }

    void unregister(String name) {
        settings.remove(name);
    }

    void started(String name, AsyncProcessor route) {
        routes.put(name, route);
    }

    void stopped(String name) {
        routes.remove(name);
    }

    @Nullable
    ProxySettings settings(String name) {
        return settings.get(name);
    }

    /** The route of a proxy; null when it is stopped. */
    @Nullable
    AsyncProcessor route(String name) {
        return routes.get(name);
    }
}
