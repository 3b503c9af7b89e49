package dev.myelin.engine.management;

import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One kind of request.
 *
 * @param method its method
 * @param path its path, with variables as {@code {id}}
 * @param open whether it needs no authentication
 * @param action what it does
 */
record Route(HttpMethod method, String path, boolean open, Action action) {
    /** Answers a call, at once or later; throws {@link Problem} at once only. */
    @FunctionalInterface
    interface Action {
        void answer(Call call, Consumer<Reply> reply);
    }

    /** An action whose answer is there at once. */
    @FunctionalInterface
    interface Plain {
        Reply answer(Call call);
    }

    /** The variables when {@code parts} match. */
    Optional<Map<String, String>> match(List<String> parts) {
        String[] own = path.substring(1).split("/");
        if (own.length != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < own.length; i++) {
            if (own[i].startsWith("{")) {
                variables.put(own[i].substring(1, own[i].length() - 1), parts.get(i));
            } else if (!own[i].equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
