package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.Script;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.script.GroovyScript;
import dev.myelin.engine.mediator.script.JavaScript;
import dev.myelin.engine.mediator.script.MessageScript;
import dev.myelin.engine.mediator.script.ScriptMediator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
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
    private static final List<String> LANGUAGES = List.of("js", "rhinoJs", "nashornJs", "groovy");

    /** Makes a script of a name and a text; throws {@link IllegalArgumentException} when the text is wrong. */
    private interface Language<S extends MessageScript<S>> extends BiFunction<String, String, S> {}

    @Override
    public void compile(Script mediator, MediatorScope scope) {
        if (isJavaScript(mediator.language())) {
            compile(mediator, scope, JavaScript::compile);
        } else if (mediator.language().equalsIgnoreCase("groovy")) {
            ClassLoader lib = scope.settings().context().getApplicationContextClassLoader();
            compile(mediator, scope, (name, text) -> GroovyScript.compile(name, text, lib));
        } else {
            String message = "language: " + mediator.language() + " (expected: js, rhinoJs, nashornJs or groovy)";
            String name = mediator.language().toLowerCase(Locale.ROOT);
            scope.unsupported(
                    mediator, "MYL-2071", message, new Unsupported(Unsupported.Kind.LANGUAGE, name), LANGUAGES);
        }
    }

    private static <S extends MessageScript<S>> void compile(
            Script mediator, MediatorScope scope, Language<S> language) {
        List<Keyed<S>> before = new ArrayList<>();
        Optional<Keyed<S>> script = mediator.key().isPresent()
                ? byKey(mediator, before, scope, language)
                : inline(mediator, scope, language);
        script.ifPresent(found -> scope.process(
                "script",
                new ScriptMediator<>(
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

    private static <S extends MessageScript<S>> Optional<Keyed<S>> byKey(
            Script mediator, List<Keyed<S>> before, MediatorScope scope, Language<S> language) {
        Matcher includes = INCLUDE.matcher(mediator.content());
        boolean complete = true;
        while (includes.find()) {
            Optional<Keyed<S>> include = keyed(includes.group(1), mediator, scope, language);
            include.ifPresent(before::add);
            complete &= include.isPresent();
        }
        Optional<Keyed<S>> script = keyed(mediator.key().orElse(""), mediator, scope, language);
        return complete ? script : Optional.empty();
    }

    private static <S extends MessageScript<S>> Optional<Keyed<S>> keyed(
            String key, Script mediator, MediatorScope scope, Language<S> language) {
        return ResourceKeys.keyed(key, mediator, scope, text -> language.apply(key, text));
    }

    private static <S extends MessageScript<S>> Optional<Keyed<S>> inline(
            Script mediator, MediatorScope scope, Language<S> language) {
        String name = scope.artefact() + "/script";
        try {
            S script = language.apply(name, mediator.content());
            return Optional.of(
                    new Keyed<S>(exchange -> name, key -> Optional.empty(), text -> script).with(name, script));
        } catch (IllegalArgumentException wrong) {
            scope.error(mediator, ResourceKeys.BROKEN, "script: " + wrong.getMessage(), "");
            return Optional.empty();
        }
    }
}
