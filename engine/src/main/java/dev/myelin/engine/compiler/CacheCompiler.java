package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Branch;
import dev.myelin.dsl.model.Cache;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.RespondMediator;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.cache.CacheCollector;
import dev.myelin.engine.mediator.cache.CacheLookup;
import dev.myelin.engine.mediator.cache.CacheSettings;
import dev.myelin.engine.mediator.cache.CacheSettings.HeaderChoice;
import dev.myelin.engine.mediator.cache.ResponseCache;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ToDefinition;

/** {@code <cache>}: a processor looks the request up; Camel's {@code choice} runs what happens on a hit. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class CacheCompiler implements MediatorCompiler<Cache> {
    private static final int DEFAULT_TIMEOUT = 5000;
    private static final int DEFAULT_ENTRIES = 1000;

    /** What differs with each request or connection, and says nothing of what is asked for. */
    private static final Set<String> NEVER = Set.of(
            "age",
            "connection",
            "content-length",
            "date",
            "host",
            "keep-alive",
            "postman-token",
            "transfer-encoding",
            "traceparent",
            "tracestate",
            "user-agent",
            "x-correlation-id",
            "x-request-id",
            "activityid",
            "via");

    @Override
    public Class<Cache> type() {
        return Cache.class;
    }

    @Override
    public void compile(Cache mediator, MediatorScope scope) {
        if (mediator.collects()) {
            scope.process("cache", new CacheCollector(mediator.id()), "remember the response", mediator);
            return;
        }
        String id = scope.id("cache");
        settings(mediator, scope).ifPresent(settings -> {
            ResponseCache cache = new ResponseCache(settings.maxEntries(), settings.timeout());
            CacheLookup lookup = new CacheLookup(settings, shared(mediator, cache, scope), id);
            scope.process("cache", lookup, "look for the response to such a request", mediator);
            MediatorScope hit = Conditions.block(Nodes.predicate("found", lookup.hit()), "cache-hit", mediator, scope);
            mediator.onCacheHit().ifPresentOrElse(branch -> onHit(branch, hit), () -> answer(mediator, hit));
            hit.add(new StopDefinition(), hit.id("cache-stop"), mediator);
        });
    }

    private static ResponseCache shared(Cache mediator, ResponseCache made, MediatorScope scope) {
        return mediator.id()
                .map(id -> scope.shared(ResponseCache.class, id, () -> made))
                .orElse(made);
    }

    private static void onHit(Branch branch, MediatorScope scope) {
        branch.sequence()
                .ifPresentOrElse(
                        name -> scope.add(new ToDefinition(SequenceComponent.uri(name)), scope.id("sequence"), branch),
                        () -> scope.compile(branch.mediators()));
    }

    private static void answer(Cache mediator, MediatorScope scope) {
        scope.process("respond", new RespondMediator(), "answer with what was found", mediator);
    }

    private static Optional<CacheSettings> settings(Cache mediator, MediatorScope scope) {
        Optional<Cache.Protocol> protocol = mediator.protocol();
        Optional<Integer> timeout =
                number("timeout", mediator.timeout(), 1, Integer.MAX_VALUE, DEFAULT_TIMEOUT, mediator, scope);
        Optional<Integer> size = number(
                "maxMessageSize",
                mediator.maxMessageSize().filter(text -> !text.strip().equals("-1")),
                0,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                mediator,
                scope);
        Optional<Integer> entries = number(
                "maxSize",
                mediator.implementation().flatMap(Cache.Implementation::maxSize),
                1,
                Integer.MAX_VALUE,
                DEFAULT_ENTRIES,
                mediator.implementation().map(SynapseNode.class::cast).orElse(mediator),
                scope);
        Optional<Pattern> codes =
                scope.regex(protocol.map(Cache.Protocol::responseCodes).orElse(".*"), mediator);
        if (timeout.isEmpty() || size.isEmpty() || entries.isEmpty() || codes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CacheSettings(
                mediator.id(),
                Duration.ofSeconds(timeout.get()),
                size.get(),
                entries.get(),
                methods(protocol.map(Cache.Protocol::methods).orElse("*")),
                headers(mediator),
                codes.get(),
                protocol.filter(Cache.Protocol::obeysCacheControl).isPresent(),
                protocol.filter(Cache.Protocol::addsAge).isPresent()));
    }

    private static Optional<Integer> number(
            String name,
            Optional<String> text,
            int least,
            int most,
            int unset,
            SynapseNode where,
            MediatorScope scope) {
        if (text.isEmpty() || text.get().isBlank()) {
            return Optional.of(unset);
        }
        try {
            long value = Long.parseLong(text.get().strip());
            if (value >= least && value <= most) {
                return Optional.of((int) value);
            }
        } catch (NumberFormatException e) {
            // Reported below, as a number out of range is.
        }
        String rule = " (expected: a whole number from " + least + ")";
        scope.error(where, "MYL-2100", name + ": " + text.get() + rule, "");
        return Optional.empty();
    }

    private static Set<String> methods(String list) {
        return list.contains("*") ? Set.of() : names(list.toUpperCase(Locale.ROOT));
    }

    private static HeaderChoice headers(Cache mediator) {
        boolean contentOnly = mediator.hashGenerator()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .filter(name -> name.endsWith("DOMHASHGENERATOR") || name.endsWith(".REQUESTHASHGENERATOR"))
                .isPresent();
        String include =
                mediator.protocol().map(Cache.Protocol::headersToInclude).orElse("");
        String exclude =
                mediator.protocol().map(Cache.Protocol::headersToExclude).orElse("");
        if (!include.isBlank() && !include.contains("*")) {
            return names(include.toLowerCase(Locale.ROOT))::contains;
        }
        if (contentOnly || exclude.contains("*")) {
            return name -> false;
        }
        Set<String> excluded = names(exclude.toLowerCase(Locale.ROOT));
        return name -> !NEVER.contains(name) && !excluded.contains(name);
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
