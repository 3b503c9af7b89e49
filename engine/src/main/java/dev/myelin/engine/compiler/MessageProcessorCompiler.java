package dev.myelin.engine.compiler;

import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.MessageProcessor;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.mediator.processor.ProcessorSettings;
import dev.myelin.engine.mediator.processor.ProcessorSettings.Step;
import dev.myelin.engine.mediator.schedule.Cron;
import dev.myelin.engine.mediator.schedule.Every;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.ToDefinition;

/** A message processor: a sequence {@code processor/NAME/STEP} for each thing that it runs. */
final class MessageProcessorCompiler {
    private static final String TARGET_ENDPOINT = "target.endpoint";
    private static final String INTERVAL = "interval";
    private static final String SEQUENCE = "sequence";
    private static final String CONCURRENCY = "concurrency";
    private static final String TARGET_STORE = "message.target.store.name";
    private static final String REPLY = "message.processor.reply.sequence";
    private static final String FAULT = "message.processor.fault.sequence";
    private static final String DEACTIVATE = "message.processor.deactivate.sequence";
    private static final String FAILED_STORE = "message.processor.failMessagesStore";
    private static final String RETRY_INTERVAL = "client.retry.interval";
    private static final String ACCEPTED = "non.retry.status.codes";
    private static final String PAUSE = "throttle.interval";
    private static final String ACTIVE = "is.active";
    private static final String MEMBERS = "member.count";
    private static final String[] CRON = {"cronExpression", "cron.expression"};
    private static final String[] ATTEMPTS = {"max.delivery.attempts", "max.deliver.attempts"};
    private static final String[] DROP = {"max.delivery.drop", "max.deliver.drop"};
    private static final Set<String> KNOWN = Set.of(
            TARGET_ENDPOINT,
            INTERVAL,
            SEQUENCE,
            CONCURRENCY,
            TARGET_STORE,
            REPLY,
            FAULT,
            DEACTIVATE,
            FAILED_STORE,
            RETRY_INTERVAL,
            ACCEPTED,
            PAUSE,
            ACTIVE,
            MEMBERS,
            CRON[0],
            CRON[1],
            ATTEMPTS[0],
            ATTEMPTS[1],
            DROP[0],
            DROP[1]);
    /** What only brokers, clusters and MI's own scheduler have a use for. */
    private static final Set<String> IGNORED = Set.of(
            "throttle",
            "pinnedServers",
            "quartz.conf",
            "axis2.repo",
            "axis2.config",
            "bind.processor.server",
            "store.connection.retry.interval",
            "max.store.connection.attempts");
    /** Below this, more than one message is taken at a time, so that an empty store is not looked at all the time. */
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(50);

    private static final long MAX_INTERVAL = Duration.ofDays(365).toMillis();

    private final MessageProcessor processor;
    private final ArtefactBuild build;
    private final NamedParameters parameters;

    private MessageProcessorCompiler(MessageProcessor processor, ArtefactBuild build) {
        this.processor = processor;
        this.build = build;
        this.parameters = new NamedParameters(processor.parameters(), build);
    }

    /** The routes go into {@code build}; empty, and reported, when the processor cannot run. */
    static Optional<ProcessorSettings> compile(MessageProcessor processor, ArtefactBuild build) {
        MessageProcessorCompiler compiler = new MessageProcessorCompiler(processor, build);
        return compiler.work().flatMap(work -> compiler.pace().map(pace -> compiler.settings(pace, work)));
    }

    private ProcessorSettings settings(ProcessorSettings.Pace pace, ProcessorSettings.Work work) {
        parameters.expect(KNOWN, IGNORED);
        if (parameters.number(1, 1, Integer.MAX_VALUE, MEMBERS) > 1) {
            build.warning(
                    processor,
                    "MYL-2092",
                    MEMBERS + " has no effect: messages leave a store in their order, one at a time",
                    "");
        }
        boolean active =
                parameters.text(ACTIVE).filter("false"::equalsIgnoreCase).isEmpty();
        return new ProcessorSettings(processor.name(), processor.messageStore(), active, pace, work);
    }

    private Optional<ProcessorSettings.Pace> pace() {
        Optional<String> cron = parameters.text(CRON);
        if (cron.isPresent()) {
            Duration pause = Duration.ofMillis(parameters.number(0, -1, MAX_INTERVAL, PAUSE));
            return cron(cron.get()).map(times -> new ProcessorSettings.Pace(times, Optional.of(positive(pause))));
        }
        Duration interval = Duration.ofMillis(parameters.number(1000, 0, MAX_INTERVAL, INTERVAL));
        return Optional.of(
                interval.compareTo(SHORTEST_LOOK) < 0
                        ? new ProcessorSettings.Pace(new Every(SHORTEST_LOOK), Optional.of(interval))
                        : new ProcessorSettings.Pace(new Every(interval), Optional.empty()));
    }

    private static Duration positive(Duration pause) {
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    private Optional<Cron> cron(String text) {
        try {
            return Optional.of(Cron.of(text));
        } catch (IllegalArgumentException e) {
            parameters.wrong(text, "a Quartz cron expression; " + e.getMessage(), CRON);
            return Optional.empty();
        }
    }

    private Optional<ProcessorSettings.Work> work() {
        String className = processor.className().orElse("none");
        return switch (MessageStoreCompiler.simpleName(className.strip())) {
            case "ScheduledMessageForwardingProcessor" -> Optional.of(forward());
            case "SamplingProcessor" -> sample();
            case "FailoverScheduledMessageForwardingProcessor" -> move();
            default -> {
                build.unsupported(
                        processor,
                        "MYL-2091",
                        "class: " + className
                                + " (expected: org.apache.synapse.message.processor.impl.forwarder"
                                + ".ScheduledMessageForwardingProcessor or ...impl.sampler.SamplingProcessor or"
                                + " ...impl.failover.FailoverScheduledMessageForwardingProcessor)",
                        new Unsupported(Unsupported.Kind.PROCESSOR, MessageStoreCompiler.simpleName(className.strip())),
                        Set.of());
                yield Optional.empty();
            }
        };
    }

    private ProcessorSettings.Work forward() {
        Optional<String> endpoint = processor.targetEndpoint().or(() -> parameters.text(TARGET_ENDPOINT));
        deliver(endpoint);
        Set<Step> runs = EnumSet.of(Step.DELIVER);
        Optional<String> fault = build.compilation().faultSequence(Optional.empty());
        step(Step.REPLY, parameters.text(REPLY), fault, runs);
        step(Step.FAULT, parameters.text(FAULT), Optional.empty(), runs);
        step(Step.DEACTIVATE, parameters.text(DEACTIVATE), Optional.empty(), runs);
        long attempts = parameters.number(-1, -1, Integer.MAX_VALUE, ATTEMPTS);
        boolean drop = parameters
                .text(DROP)
                .filter(text -> text.equalsIgnoreCase("Enabled") || text.equalsIgnoreCase("true"))
                .isPresent();
        return new ProcessorSettings.Forward(
                endpoint.isEmpty(),
                (int) Math.max(attempts, 0),
                Duration.ofMillis(parameters.number(1000, 1, MAX_INTERVAL, RETRY_INTERVAL)),
                new ProcessorSettings.Failed(drop, parameters.text(FAILED_STORE)),
                accepted(),
                Set.copyOf(runs));
    }

    private void deliver(Optional<String> endpoint) {
        String name = ProcessorSettings.sequence(processor.name(), Step.DELIVER);
        MediatorScope scope =
                new RouteBuild(build, processor).plain(SequenceCompiler.routeId(name), SequenceComponent.uri(name));
        if (endpoint.isEmpty()) {
            var value = Nodes.expression(
                    "get-property('" + TARGET_ENDPOINT + "')",
                    Nodes.text(exchange ->
                            Objects.toString(MessageContext.get(exchange, Scope.DEFAULT, TARGET_ENDPOINT), "")));
            scope.add(
                    new SetPropertyDefinition(EndpointComponent.DYNAMIC_KEY, value),
                    scope.id("endpoint-name"),
                    processor);
        }
        String uri = EndpointComponent.uri(
                endpoint.orElse(EndpointComponent.DYNAMIC), SendRequest.Mode.CALL, Optional.empty());
        scope.add(new ToDefinition(uri), scope.id("deliver"), processor);
    }

    private void step(Step step, Optional<String> sequence, Optional<String> fault, Set<Step> runs) {
        sequence.ifPresent(own -> {
            String name = ProcessorSettings.sequence(processor.name(), step);
            MediatorScope scope = new RouteBuild(build, processor)
                    .guarded(SequenceCompiler.routeId(name), SequenceComponent.uri(name), fault);
            scope.add(new ToDefinition(SequenceComponent.uri(own)), scope.id("sequence"), processor);
            runs.add(step);
        });
    }

    private Set<Integer> accepted() {
        Set<Integer> codes = new HashSet<>();
        for (String code : parameters.text(ACCEPTED).orElse("").split(",")) {
            if (code.strip().matches("\\d{3}")) {
                codes.add(Integer.valueOf(code.strip()));
            } else if (!code.isBlank()) {
                parameters.wrong(code.strip(), "HTTP status codes, with commas between", ACCEPTED);
            }
        }
        return Set.copyOf(codes);
    }

    private Optional<ProcessorSettings.Work> sample() {
        Optional<String> sequence = parameters.text(SEQUENCE);
        if (sequence.isEmpty()) {
            lacks(SEQUENCE, "the name of a sequence");
            return Optional.empty();
        }
        step(Step.SAMPLE, sequence, build.compilation().faultSequence(Optional.empty()), EnumSet.noneOf(Step.class));
        return Optional.of(new ProcessorSettings.Sample((int) parameters.number(1, 1, 1000, CONCURRENCY)));
    }

    private Optional<ProcessorSettings.Work> move() {
        Optional<String> target = parameters.text(TARGET_STORE);
        if (target.isEmpty()) {
            lacks(TARGET_STORE, "the name of a message store");
        }
        return target.map(ProcessorSettings.Move::new);
    }

    private void lacks(String parameter, String rule) {
        build.error(
                processor,
                "MYL-2094",
                "messageProcessor " + processor.name() + ": no parameter " + parameter + " (expected: " + rule + ")",
                "Add <parameter name=\"" + parameter + "\">");
    }
}
