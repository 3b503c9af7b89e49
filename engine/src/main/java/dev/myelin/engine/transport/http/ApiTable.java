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

    private static final List<String> ALL_METHODS = List.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT");

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
     * The context is there, the path is not.
     *
     * @param handler what the sequence for such requests sees as its resource
     */
    record NoResource(Match handler) implements Found {}

    /**
     * The path is there, the method is not.
     *
     * @param settings of the API
     * @param allowed the methods that there are
     * @param handler what the sequence for such requests sees as its resource
     */
    record OtherMethods(ApiSettings settings, Set<String> allowed, Match handler) implements Found {}

    /**
     * What tells requests to one path apart.
     *
     * @param method of HTTP
     * @param scheme {@code http} or {@code https}
     * @param host the header {@code Host}, may be empty
     * @param listener {@code default} or the name of an inbound endpoint
     * @param preflight whether a browser asks for permission: answered here unless a resource names OPTIONS
     */
    record Request(String method, String scheme, String host, String listener, boolean preflight) {}

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
     */
    @Nullable
    Found find(String uri, Request request) {
        List<ApiSettings> all = apis;
        if (all.isEmpty()) {
            return null;
        }
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        for (ApiSettings api : all) {
            if (api.bindsTo().contains(request.listener())
                    && isBelow(path, api.context())
                    && isReached(api, request)
                    && isHost(api, request)) {
                return find(api, path.substring(api.context().length()), uri, request);
            }
        }
        return null;
    }

    private static Found find(ApiSettings api, String path, String uri, Request request) {
        int mark = uri.indexOf('?');
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        Set<String> allowed = new TreeSet<>();
        Match best = null;
        boolean found = false;
        for (int i = 0; i < api.resources().size(); i++) {
            ApiSettings.Resource resource = api.resources().get(i);
            if (!resource.isReached(request)) {
                continue;
            }
            Optional<Map<String, String>> variables = resource.path().match(path, query);
            if (variables.isEmpty()) {
                continue;
            }
            found = true;
            allowed.addAll(resource.methods());
            boolean takes = takes(api, resource, request);
            if (takes
                    && (best == null
                            || resource.path().compareTo(best.resource().path()) < 0)) {
                String rest = uri.substring(api.context().length());
                best = new Match(api.name() + "/" + i, api, resource, variables.get(), rest);
            }
        }
        if (best != null) {
            return best;
        }
        Match handler = handler(api, uri);
        if (!found) {
            return new NoResource(handler);
        }
        if (allowed.isEmpty()) {
            allowed.addAll(ALL_METHODS);
        }
        allowed.add(HttpMethod.OPTIONS.name());
        return new OtherMethods(api, allowed, handler);
    }

    private static Match handler(ApiSettings api, String uri) {
        ApiSettings.Resource none =
                new ApiSettings.Resource(ResourcePath.any(), List.of(), Optional.empty(), List.of(), Optional.empty());
        return new Match(
                HttpTransport.MISMATCH,
                api,
                none,
                Map.of(),
                uri.substring(api.context().length()));
    }

    /** Of a browser that asks for permission no sequence knows anything, unless it says so. */
    private static boolean takes(ApiSettings api, ApiSettings.Resource resource, Request request) {
        boolean ownAnswer = request.preflight() && api.cors().isPresent();
        return resource.methods().isEmpty() ? !ownAnswer : resource.methods().contains(request.method());
    }

    private static boolean isBelow(String path, String context) {
        return path.startsWith(context)
                && (path.length() == context.length() || path.charAt(context.length()) == '/' || context.isEmpty());
    }

    private static boolean isReached(ApiSettings api, Request request) {
        return api.transports().isEmpty() || api.transports().contains(request.scheme());
    }

    private static boolean isHost(ApiSettings api, Request request) {
        if (api.host().isEmpty() && api.port().isEmpty()) {
            return true;
        }
        String host = request.host().toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        String name = hasPort ? host.substring(0, colon) : host;
        String port = hasPort ? host.substring(colon + 1) : request.scheme().equals("https") ? "443" : "80";
        return api.host().map(name::equals).orElse(true)
                && api.port().map(port::equals).orElse(true);
    }
}
