package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.ws.settings.InboundSettings;
import dev.myelin.engine.transport.ws.spi.PipelineHandler;
import dev.myelin.engine.transport.ws.spi.SubprotocolHandler;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the handler classes that inbound endpoints name, in {@code lib/}. */
final class PluginLoader {
    private final ClassLoader lib;

    PluginLoader(ClassLoader lib) {
        this.lib = lib;
    }

    /** The plug-ins of an endpoint; throws {@link IllegalArgumentException} that names a class it cannot use. */
    Inbound.Plugins load(InboundSettings settings) {
        List<Supplier<SubprotocolHandler>> subprotocols = new ArrayList<>();
        for (String name : settings.protocol().handlers().subprotocols()) {
            subprotocols.add(find("ws.subprotocol.handler.class", name, SubprotocolHandler.class));
        }
        Optional<Supplier<PipelineHandler>> pipeline = settings.protocol()
                .handlers()
                .pipeline()
                .map(name -> find("ws.pipeline.handler.class", name, PipelineHandler.class));
        return new Inbound.Plugins(subprotocols, pipeline);
    }

    private <T> Supplier<T> find(String parameter, String name, Class<T> type) {
        try {
            Class<?> found = Class.forName(name, true, lib);
            if (!type.isAssignableFrom(found)) {
                throw bad(parameter, name, "a class that implements " + type.getName());
            }
            Constructor<? extends T> constructor = found.asSubclass(type).getConstructor();
            Supplier<T> maker = () -> make(constructor);
            Objects.requireNonNull(maker.get());
            return maker;
        } catch (ClassNotFoundException e) {
            throw bad(parameter, name, "a class of a jar in lib/");
        } catch (NoClassDefFoundError e) {
            throw bad(
                    parameter,
                    name,
                    "a class that implements " + type.getName() + "; it needs " + e.getMessage()
                            + ", which is not there: handlers of WSO2 MI must be ported");
        } catch (NoSuchMethodException e) {
            throw bad(parameter, name, "a public constructor without arguments");
        }
    }

    private static <T> T make(Constructor<? extends T> constructor) {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    constructor.getDeclaringClass().getName() + ": its constructor failed: " + e.getCause(), e);
        }
    }

    private static IllegalArgumentException bad(String parameter, String name, String rule) {
        return new IllegalArgumentException("MYL-3005: " + parameter + ": " + name + " (expected: " + rule + ")");
    }
}
