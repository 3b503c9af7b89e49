package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.Script;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.script.JavaScript;
import dev.myelin.engine.mediator.script.ScriptMediator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** {@code <script>}: the script inside, or that of a constant key, is compiled here, once. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class ScriptCompiler implements MediatorCompiler<Script> {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern INCLUDE = Pattern.compile("<(?:[\\w.-]+:)?include\\b[^<>]*?\\bkey=\"([^\"]*)\"");

    @Override
    public Class<Script> type() {
        return Script.class;
    }

    /** As MI spells them. */
    private static final List<String> LANGUAGES = List.of("js", "rhinoJs", "nashornJs");

    @Override
    public void compile(Script mediator, MediatorScope scope) {
        if (!isJavaScript(mediator.language())) {
            String message = "language: " + mediator.language() + " (expected: js, rhinoJs or nashornJs)";
            String name = mediator.language().toLowerCase(Locale.ROOT);
            scope.unsupported(
                    mediator, "MYL-2071", message, new Unsupported(Unsupported.Kind.LANGUAGE, name), LANGUAGES);
            return;
        }
        List<Keyed<JavaScript>> before = new ArrayList<>();
        Optional<Keyed<JavaScript>> script =
                mediator.key().isPresent() ? byKey(mediator, before, scope) : inline(mediator, scope);
        script.ifPresent(found -> scope.process(
                "script",
                new ScriptMediator(
                        before,
                        found,
                        mediator.key().map(key -> mediator.function()),
                        new ScriptMediator.Setup(
                                Workers.of(scope.settings().context()),
                                LIMIT,
                                LoggerFactory.getLogger("myelin.log." + scope.artefact()))),
                "script " + mediator.language()
                        + mediator.key().map(key -> " " + key).orElse(""),
                mediator));
    }

    private static boolean isJavaScript(String language) {
        return switch (language.toLowerCase(Locale.ROOT)) {
            case "js", "rhinojs", "nashornjs", "graaljs", "javascript", "ecmascript" -> true;
            default -> false;
        };
    }

    private static Optional<Keyed<JavaScript>> byKey(
            Script mediator, List<Keyed<JavaScript>> before, MediatorScope scope) {
        Matcher includes = INCLUDE.matcher(mediator.content());
        boolean complete = true;
        while (includes.find()) {
            Optional<Keyed<JavaScript>> include = keyed(includes.group(1), mediator, scope);
            include.ifPresent(before::add);
            complete &= include.isPresent();
        }
        Optional<Keyed<JavaScript>> script = keyed(mediator.key().orElse(""), mediator, scope);
        return complete ? script : Optional.empty();
    }

    private static Optional<Keyed<JavaScript>> keyed(String key, Script mediator, MediatorScope scope) {
        return ResourceKeys.keyed(key, mediator, scope, text -> JavaScript.compile(key, text));
    }

    private static Optional<Keyed<JavaScript>> inline(Script mediator, MediatorScope scope) {
        String name = scope.artefact() + "/script";
        try {
            JavaScript script = JavaScript.compile(name, mediator.content());
            return Optional.of(new Keyed<JavaScript>(exchange -> name, key -> Optional.empty(), text -> script)
                    .with(name, script));
        } catch (IllegalArgumentException wrong) {
            scope.error(mediator, ResourceKeys.BROKEN, "script: " + wrong.getMessage(), "");
            return Optional.empty();
        }
    }
}
