package dev.myelin.engine.mediator.custom;

import dev.myelin.engine.mediator.spi.Mediation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A class that {@code <class>} names, with its setters. */
public final class MediationClass {
    private static final String PORT_IT =
            "implement dev.myelin.engine.mediator.spi.Mediation in place of AbstractMediator, and put the jar into lib/";

    private final Constructor<? extends Mediation> constructor;

    private MediationClass(Constructor<? extends Mediation> constructor) {
        this.constructor = constructor;
    }

    /**
     * Finds a class.
     *
     * @return empty when there is none of that name
     * @throws IllegalArgumentException when it cannot be used; the message says why
     */
    public static Optional<MediationClass> find(String name, ClassLoader lib) {
        try {
            Class<?> found = Class.forName(name, true, lib);
            if (!Mediation.class.isAssignableFrom(found)) {
                throw new IllegalArgumentException("name: " + name + " (expected: a Mediation; " + PORT_IT + ")");
            }
            return Optional.of(
                    new MediationClass(found.asSubclass(Mediation.class).getConstructor()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "name: " + name + " (expected: a class with a public constructor without arguments)", e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "name: " + name + " (expected: a Mediation; it needs " + e.getMessage() + ", which is not there: "
                            + PORT_IT + ")",
                    e);
        }
    }

    /** The setter of a property; throws {@link IllegalArgumentException} when there is none. */
    public Setter setter(String property) {
        String name = property.isEmpty()
                ? "set"
                : "set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        for (Method method : constructor.getDeclaringClass().getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == 1
                    && Setter.takes(method.getParameterTypes()[0])) {
                return new Setter(method, method.getParameterTypes()[0]);
            }
        }
        throw new IllegalArgumentException("property: " + property + " (expected: one that the class has a public "
                + name + " for, with a String, int, long, double or boolean)");
    }

    /** A new instance with its constant properties set; throws {@link IllegalArgumentException} when that fails. */
    public Mediation create(Map<Setter, String> properties) {
        try {
            Mediation made = constructor.newInstance();
            properties.forEach((setter, value) -> setter.set(made, value));
            return made;
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    constructor.getDeclaringClass().getName() + ": its constructor failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    constructor.getDeclaringClass().getName() + " (expected: a public class that is not abstract)", e);
        }
    }

    /**
     * Calls one setter.
     *
     * @param method the setter
     * @param type of its parameter
     */
    public record Setter(Method method, Class<?> type) {
        static boolean takes(Class<?> type) {
            return type == String.class
                    || type == int.class
                    || type == long.class
                    || type == double.class
                    || type == boolean.class;
        }

        void set(Mediation target, String value) {
            try {
                method.invoke(target, convert(value));
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException(method.getName() + ": " + value + ": " + e.getCause(), e);
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(method + " (expected: a public method of a public class)", e);
            }
        }

        private Object convert(String value) {
            String bare = value.strip();
            try {
                if (type == int.class) {
                    return Integer.valueOf(bare);
                }
                if (type == long.class) {
                    return Long.valueOf(bare);
                }
                if (type == double.class) {
                    return Double.valueOf(bare);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(method.getName() + ": " + value + " (expected: " + type + ")", e);
            }
            return type == boolean.class ? (Object) Boolean.valueOf(bare) : value;
        }
    }
}
