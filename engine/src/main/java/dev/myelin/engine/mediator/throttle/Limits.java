package dev.myelin.engine.mediator.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The limits of a policy, and what callers have used of them. Thread-safe. */
public final class Limits {
    /** More callers than this are not told apart from new ones; those seen least go first. */
    private static final int MAX_CALLERS = 100_000;

    private final int atOnce;
    private final List<Rule> byAddress;
    private final List<Rule> byDomain;
    private final LongSupplier clock;
    private final Cache<Key, Caller> callers;

    private record Key(Rule rule, String caller) {}

    Limits(int atOnce, List<Rule> byAddress, List<Rule> byDomain, LongSupplier clock) {
        this.atOnce = atOnce;
        this.byAddress = exactFirst(byAddress);
        this.byDomain = exactFirst(byDomain);
        this.clock = clock;
        long longest = 1;
        for (List<Rule> rules : List.of(byAddress, byDomain)) {
            for (Rule rule : rules) {
                longest = rule.limit() instanceof Rule.Rate rate
                        ? Math.max(longest, Math.max(rate.unitNanos(), rate.prohibitNanos()))
                        : longest;
            }
        }
        this.callers = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterAccess(Duration.ofNanos(longest))
                .executor(Runnable::run)
                .build();
    }

    /** A rule about one caller comes before one about several that this caller is among. */
    private static List<Rule> exactFirst(List<Rule> rules) {
        return rules.stream()
                .sorted(Comparator.comparing(rule -> !rule.callers().isExact()))
                .toList();
    }

    /** How many messages may be under way at a time; 0: any number. */
    int atOnce() {
        return atOnce;
    }

    /** Counts a message of a caller; whether it may pass. */
    boolean allow(String address, String host) {
        String domain = host.toLowerCase(Locale.ROOT);
        return rule(byDomain, domain, false)
                .map(rule -> allow(rule, domain))
                .or(() -> rule(byAddress, address, true).map(rule -> allow(rule, address)))
                .or(() -> rule(byDomain, domain, true).map(rule -> allow(rule, domain)))
                .orElse(true);
    }

    /** The rule for a caller; one for all others only when {@code others}. */
    private static Optional<Rule> rule(List<Rule> rules, String caller, boolean others) {
        Optional<Rule> fallback = Optional.empty();
        for (Rule rule : rules) {
            if (rule.callers() instanceof Callers.Others) {
                fallback = Optional.of(rule);
            } else if (rule.callers().include(caller)) {
                return Optional.of(rule);
            }
        }
        return others ? fallback : Optional.empty();
    }

    private boolean allow(Rule rule, String caller) {
        if (rule.limit() instanceof Rule.Rate rate) {
            Key key = new Key(rule, caller);
            return callers.get(key, any -> new Caller()).allow(rate, clock.getAsLong());
        }
        return rule.limit() instanceof Rule.Allow;
    }

    /** What one caller has used. */
    private static final class Caller {
        private long since;
        private int count;
        private boolean prohibited;

        synchronized boolean allow(Rule.Rate rate, long now) {
            boolean first = count == 0 && !prohibited;
            if (first || now - since >= (prohibited ? rate.prohibitNanos() : rate.unitNanos())) {
                since = now;
                count = 0;
                prohibited = false;
            }
            if (prohibited) {
                return false;
            }
            if (count < rate.count()) {
                count++;
                return true;
            }
            if (rate.prohibitNanos() > 0) {
                prohibited = true;
                since = now;
            }
            return false;
        }
    }
}
