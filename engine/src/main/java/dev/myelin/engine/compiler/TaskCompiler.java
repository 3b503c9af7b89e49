package dev.myelin.engine.compiler;

import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.model.Task;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.UriNames;
import dev.myelin.engine.mediator.schedule.Cron;
import dev.myelin.engine.mediator.schedule.Every;
import dev.myelin.engine.mediator.schedule.Schedule;
import dev.myelin.engine.mediator.task.TaskSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.ToDefinition;

/** A task of the class MessageInjector: the sequence {@code task/NAME}, which hands its message on. */
final class TaskCompiler {
    private static final String WRONG_TIME = "MYL-2096";
    private static final long MAX_SECONDS = Duration.ofDays(3650).toSeconds();
    private static final List<String> PROPERTIES =
            List.of("message", "registryKey", "format", "injectTo", "sequenceName", "proxyName", "to", "soapAction");

    private final Task task;
    private final ArtefactBuild build;
    private final Map<String, Task.Property> properties = new HashMap<>();

    private TaskCompiler(Task task, ArtefactBuild build) {
        this.task = task;
        this.build = build;
        for (Task.Property property : task.properties()) {
            properties.put(property.name(), property);
            if (!PROPERTIES.contains(property.name())) {
                build.warning(
                        property,
                        "MYL-2092",
                        "property " + property.name() + " of a task has no effect",
                        DidYouMean.closest(property.name(), PROPERTIES)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse(""));
            }
        }
    }

    /** The route goes into {@code build}; empty, and reported, when the task cannot run. */
    static Optional<TaskSettings> compile(Task task, ArtefactBuild build) {
        if (!MessageStoreCompiler.simpleName(task.className()).equals("MessageInjector")) {
            build.unsupported(
                    task,
                    "MYL-2095",
                    "class: " + task.className() + " (expected: org.apache.synapse.startup.tasks.MessageInjector)",
                    new Unsupported(Unsupported.Kind.TASK, task.className()),
                    List.of());
            return Optional.empty();
        }
        return new TaskCompiler(task, build).compile();
    }

    private Optional<TaskSettings> compile() {
        Optional<Schedule> schedule = task.trigger().flatMap(this::schedule);
        if (task.trigger().isEmpty()) {
            wrongTime(task, "task " + task.name() + ": no trigger (expected: one)");
        }
        Optional<TaskSettings.Message> message = message();
        Optional<String> proxy = target();
        return schedule.flatMap(times ->
                message.map(found -> new TaskSettings(task.name(), times, runs(task.trigger()), found, proxy)));
    }

    private Optional<Schedule> schedule(Task.Trigger trigger) {
        if (trigger.once()) {
            return Optional.of(new Every(Duration.ZERO));
        }
        if (trigger.cron().isPresent()) {
            return cron(trigger.cron().get(), trigger);
        }
        if (trigger.interval().isEmpty()) {
            wrongTime(trigger, "trigger: no time (expected: interval, cron or once)");
            return Optional.empty();
        }
        return number("interval", trigger.interval().get(), trigger)
                .map(seconds -> new Every(Duration.ofSeconds(seconds)));
    }

    private Optional<Schedule> cron(String text, SynapseNode where) {
        try {
            return Optional.of(Cron.of(text));
        } catch (IllegalArgumentException e) {
            wrongTime(where, "cron: " + text + " (expected: a Quartz cron expression; " + e.getMessage() + ")");
            return Optional.empty();
        }
    }

    private long runs(Optional<Task.Trigger> trigger) {
        if (trigger.filter(Task.Trigger::once).isPresent()) {
            return 1;
        }
        return trigger.flatMap(given -> given.count()
                        .filter(text -> !text.strip().equals("-1"))
                        .flatMap(text -> number("count", text, given)))
                .orElse(0L);
    }

    private Optional<Long> number(String name, String text, SynapseNode where) {
        String digits = text.strip();
        if (digits.matches("\\d{1,9}")) {
            long value = Long.parseLong(digits);
            if (value > 0 && value <= MAX_SECONDS) {
                return Optional.of(value);
            }
        }
        wrongTime(where, name + ": " + text + " (expected: a number from 1 to " + MAX_SECONDS + ")");
        return Optional.empty();
    }

    private void wrongTime(SynapseNode where, String message) {
        build.error(where, WRONG_TIME, message, "Write <trigger interval=\"SECONDS\"/>");
    }

    private Optional<TaskSettings.Message> message() {
        Optional<String> content = text("registryKey").flatMap(this::entry).or(() -> text("message"));
        if (content.isEmpty()) {
            lacks("message", "XML inside, or a text; or registryKey with the key of a local entry");
            return Optional.empty();
        }
        String format = text("format").orElse("").toLowerCase(Locale.ROOT);
        Map<String, String> known = new HashMap<>();
        text("to").ifPresent(to -> known.put("To", to));
        text("soapAction").ifPresent(action -> known.put("Action", action));
        InjectedContent made = InjectedContent.of(content.get().strip(), format);
        Map<String, String> axis2 = format.equals("get") ? Map.of("HTTP_METHOD", "GET") : Map.of();
        return Optional.of(new TaskSettings.Message(made.text(), made.contentType(), Map.copyOf(known), axis2));
    }

    private Optional<String> entry(String key) {
        Optional<String> found = new ProjectResources(
                        build.compilation().project(),
                        build.compilation().config().directory())
                .text(key);
        if (found.isEmpty()) {
            Task.Property where = properties.get("registryKey");
            String message = "registryKey: " + key + " (expected: a local entry, or a file of the registry folder)";
            build.error(where == null ? task : where, "MYL-2097", message, "");
        }
        return found.or(() -> Optional.of(""));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(properties.get(name))
                .map(Task.Property::text)
                .filter(text -> !text.isBlank());
    }

    /** The route; and the proxy, where that is what gets the message. */
    private Optional<String> target() {
        String name = TaskSettings.sequenceOf(task.name());
        Optional<String> fault = build.compilation().faultSequence(Optional.empty());
        MediatorScope scope =
                new RouteBuild(build, task).guarded(SequenceCompiler.routeId(name), SequenceComponent.uri(name), fault);
        String kind = text("injectTo").orElse("main").toLowerCase(Locale.ROOT);
        switch (kind) {
            case "sequence" -> to("sequenceName", "sequence:", scope);
            case "proxy" -> {
                to("proxyName", "proxy:", scope);
                text("proxyName").ifPresent(this::warnIfMissing);
                return text("proxyName");
            }
            case "main" -> scope.add(new ToDefinition(SequenceComponent.uri("main")), scope.id("sequence"), task);
            default -> {
                Task.Property where = properties.get("injectTo");
                String message = "injectTo: " + kind + " (expected: sequence, proxy or main)";
                build.error(where == null ? task : where, "MYL-2097", message, "");
            }
        }
        return Optional.empty();
    }

    private void warnIfMissing(String proxy) {
        if (!build.compilation().project().proxies().containsKey(proxy)) {
            Task.Property where = properties.get("proxyName");
            String message = "proxyName: " + proxy + " (expected: the name of a proxy)";
            build.warning(where == null ? task : where, "MYL-2097", message, "It is looked up at run time");
        }
    }

    private void to(String property, String component, MediatorScope scope) {
        Optional<String> name = text(property);
        if (name.isEmpty()) {
            lacks(property, "the name");
        }
        name.ifPresent(
                found -> scope.add(new ToDefinition(component + UriNames.encode(found)), scope.id("inject"), task));
    }

    private void lacks(String property, String rule) {
        build.error(
                task,
                "MYL-2097",
                "task " + task.name() + ": no property " + property + " (expected: " + rule + ")",
                "Add <property name=\"" + property + "\" ...>");
    }
}
