package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.EndpointTarget;
import dev.myelin.dsl.model.Reference;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.endpoint.EndpointOptions;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.mediator.endpoint.EndpointSettings.TimeoutAction;
import dev.myelin.engine.mediator.endpoint.SuspensionPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How long an endpoint is waited for, and what happens when it fails. */
final class EndpointLimits {
    private static final long UNLIMITED = Long.MAX_VALUE / 1_000_000;

    private final EndpointTexts texts;
    private final Optional<EndpointTarget> target;

    EndpointLimits(EndpointTexts texts, Optional<EndpointTarget> target) {
        this.texts = texts;
        this.target = target;
    }

    /** The longest wait, where it is a constant; 0 is the usual one, as in MI. */
    Duration timeout() {
        return duration()
                .filter(text -> !Reference.isDynamic(text))
                .flatMap(text -> texts.number("duration", Optional.of(text), given(), 0))
                .filter(milliseconds -> milliseconds > 0)
                .map(Duration::ofMillis)
                .orElse(EndpointSettings.DEFAULT_TIMEOUT);
    }

    /** The longest wait, where an expression says it. */
    Optional<TextSource> timeoutOfMessage() {
        return duration().filter(Reference::isDynamic).flatMap(text -> texts.source(text, "duration", given()));
    }

    private Optional<String> duration() {
        return target.flatMap(EndpointTarget::timeout)
                .flatMap(EndpointTarget.Timeout::duration)
                .map(texts::withParameters)
                .map(String::strip);
    }

    private EndpointTarget.Timeout given() {
        return target.flatMap(EndpointTarget::timeout).orElseThrow();
    }

    TimeoutAction timeoutAction() {
        return target.flatMap(EndpointTarget::timeout)
                .map(timeout -> texts.withParameters(timeout.responseAction()).strip())
                .filter("discard"::equalsIgnoreCase)
                .map(discard -> TimeoutAction.DISCARD)
                .orElse(TimeoutAction.FAULT);
    }

    EndpointOptions.Retry retry() {
        return target.flatMap(EndpointTarget::retryConfig)
                .map(given -> new EndpointOptions.Retry(
                        texts.codes("enabledErrorCodes", given.enabledErrorCodes(), given),
                        texts.codes("disabledErrorCodes", given.disabledErrorCodes(), given)))
                .orElse(EndpointOptions.Retry.ALWAYS);
    }

    SuspensionPolicy suspension() {
        if (target.isEmpty()) {
            return SuspensionPolicy.NEVER;
        }
        EndpointTarget address = target.get();
        return address.suspendOnFailure()
                .map(given -> suspension(given, address))
                .orElseGet(() -> oldSuspension(address));
    }

    private SuspensionPolicy suspension(EndpointTarget.SuspendOnFailure given, EndpointTarget address) {
        long initial = texts.number("initialDuration", given.initialDuration(), given, -1)
                .orElse(-1L);
        double factor = texts.value("progressionFactor", given.progressionFactor(), given, Double::valueOf)
                .orElse(1.0);
        long maximum = texts.number("maximumDuration", given.maximumDuration(), given, 0)
                .orElse(UNLIMITED);
        return new SuspensionPolicy(
                Duration.ofMillis(Math.max(initial, 0)),
                factor,
                Duration.ofMillis(maximum),
                texts.codes("errorCodes", given.errorCodes(), given),
                marking(address));
    }

    /** Synapse 1: seconds, always the same. */
    private SuspensionPolicy oldSuspension(EndpointTarget address) {
        long seconds = texts.number("suspendDurationOnFailure", address.suspendDurationOnFailure(), address, -1)
                .orElse(-1L);
        if (seconds <= 0) {
            return SuspensionPolicy.NEVER;
        }
        Duration rest = Duration.ofSeconds(seconds);
        return new SuspensionPolicy(rest, 1, rest, Set.of(), marking(address));
    }

    private SuspensionPolicy.Marking marking(EndpointTarget address) {
        return address.markForSuspension().map(this::marking).orElse(SuspensionPolicy.Marking.NONE);
    }

    private SuspensionPolicy.Marking marking(EndpointTarget.MarkForSuspension given) {
        long retries = texts.number("retriesBeforeSuspension", given.retriesBeforeSuspension(), given, 0)
                .orElse(0L);
        long delay = texts.number("retryDelay", given.retryDelay(), given, 0).orElse(0L);
        return new SuspensionPolicy.Marking(
                texts.codes("errorCodes", given.errorCodes(), given),
                (int) Math.min(retries, Integer.MAX_VALUE),
                Duration.ofMillis(delay));
    }
}
