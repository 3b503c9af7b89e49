package dev.myelin.engine.transport.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The deployed APIs, those with the longest context first. Thread-safe. */
final class ApiTable {
    private static final Comparator<ApiSettings> LONGEST_FIRST =
            Comparator.<ApiSettings>comparingInt(api -> api.context().length()).reversed();

    private volatile List<ApiSettings> apis = List.of();

    /** What a request leads to. */
    sealed interface Found {}

    /**
     * A resource.
     *
     * @param route of it
     * @param settings of the API
     * @param resource of the API
     * @param variables of its path, by name
     * @param rest what follows the context in the URI, with the query
     */
    record Match(
            String route,
            ApiSettings settings,
            ApiSettings.Resource resource,
            Map<String, String> variables,
            String rest)
            implements Found {}

    /**
     * The path is there, the method is not.
     *
     * @param allowed the methods that there are
     */
    record OtherMethods(Set<String> allowed) implements Found {}

    // What tells requests to one path apart.
    private record Request(String method, String scheme) {}

    synchronized void register(ApiSettings api) {
        List<ApiSettings> all = new ArrayList<>(apis);
        all.removeIf(known -> known.name().equals(api.name()));
        all.add(api);
        all.sort(LONGEST_FIRST);
        apis = List.copyOf(all);
    }

    /**
     * What takes a request; null when nothing does.
     *
     * @param uri path and query
     * @param scheme {@code http} or {@code https}
     * @param host the header {@code Host}, may be empty
     * @param door the inbound endpoint that it came in by, or {@link ApiSettings#DEFAULT}
     */
    @Nullable
    Found find(String uri, String method, String scheme, String host, String door) {
        List<ApiSettings> all = apis;
        if (all.isEmpty()) {
            return null;
        }
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        for (ApiSettings api : all) {
            if (api.bindsTo().contains(door)
                    && isBelow(path, api.context())
                    && isReached(api, scheme)
                    && isHost(api, scheme, host)) {
                return find(api, path.substring(api.context().length()), uri, new Request(method, scheme));
            }
        }
        return null;
    }

    private static @Nullable Found find(ApiSettings api, String path, String uri, Request request) {
        int mark = uri.indexOf('?');
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        Set<String> allowed = new TreeSet<>();
        Match best = null;
        for (int i = 0; i < api.resources().size(); i++) {
            ApiSettings.Resource resource = api.resources().get(i);
            if (resource.protocol()
                    .filter(only -> !only.equals(request.scheme()))
                    .isPresent()) {
                continue;
            }
            Optional<Map<String, String>> variables = resource.path().match(path, query);
            if (variables.isEmpty()) {
                continue;
            }
            allowed.addAll(resource.methods());
            boolean takes = resource.methods().isEmpty() || resource.methods().contains(request.method());
            if (takes
                    && (best == null
                            || resource.path().compareTo(best.resource().path()) < 0)) {
                String rest = uri.substring(api.context().length());
                best = new Match(api.name() + "/" + i, api, resource, variables.get(), rest);
            }
        }
        if (best != null || allowed.isEmpty()) {
            return best;
        }
        allowed.add(HttpMethod.OPTIONS.name());
        return new OtherMethods(allowed);
    }

    private static boolean isBelow(String path, String context) {
        return path.startsWith(context)
                && (path.length() == context.length() || path.charAt(context.length()) == '/' || context.isEmpty());
    }

    private static boolean isReached(ApiSettings api, String scheme) {
        return api.transports().isEmpty() || api.transports().contains(scheme);
    }

    private static boolean isHost(ApiSettings api, String scheme, String given) {
        if (api.host().isEmpty() && api.port().isEmpty()) {
            return true;
        }
        String host = given.toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String name = hasPort ? host.substring(0, colon) : host;
        String port = hasPort ? host.substring(colon + 1) : scheme.equals("https") ? "443" : "80";
        return api.host().map(name::equals).orElse(true)
                && api.port().map(port::equals).orElse(true);
    }
}
