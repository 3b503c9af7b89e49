package dev.myelin.engine.management;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All requests that the management port answers. */
final class Routes {
    private final List<Route> all = new ArrayList<>();

    /** What a path and method lead to. */
    sealed interface Found {
        /** A route with the values of its variables. */
        record Match(Route route, Map<String, String> variables) implements Found {}

        /** The path is known with other methods. */
        record OtherMethods(Set<String> allowed) implements Found {}

        /** The path is not known. */
        record Nothing() implements Found {}
    }

    /** A route whose answer is there at once. */
    Routes plain(HttpMethod method, String path, Route.Plain action) {
        return add(new Route(method, path, false, (call, reply) -> reply.accept(action.answer(call))));
    }

    /** A route that anybody may ask. */
    Routes open(HttpMethod method, String path, Route.Plain action) {
        return add(new Route(method, path, true, (call, reply) -> reply.accept(action.answer(call))));
    }

    /** A route whose answer may come later. */
    Routes later(HttpMethod method, String path, Route.Action action) {
        return add(new Route(method, path, false, action));
    }

    private Routes add(Route route) {
        all.add(route);
        return this;
    }

    List<Route> all() {
        return List.copyOf(all);
    }

    /**
     * What a request is for.
     *
     * @param path as it came, percent-encoded: a slash in the value of a variable is encoded
     * @throws IllegalArgumentException when an escape in it is broken
     */
    Found find(HttpMethod method, String path) {
        List<String> parts = Stream.of(
                        path.substring(Math.min(1, path.length())).split("/", -1))
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        Set<String> others = new LinkedHashSet<>();
        for (Route route : all) {
            Optional<Map<String, String>> variables = route.match(parts);
            if (variables.isPresent()) {
                if (route.method().equals(method)) {
                    return new Found.Match(route, variables.get());
                }
                others.add(route.method().name());
            }
        }
        return others.isEmpty() ? new Found.Nothing() : new Found.OtherMethods(others);
    }

    /** The methods and paths, as {@code GET /health/live}. */
    Set<String> names() {
        return all.stream().map(route -> route.method() + " " + route.path()).collect(Collectors.toSet());
    }
}
