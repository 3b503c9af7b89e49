package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.Log;
import dev.myelin.dsl.model.NamedValue;
import dev.myelin.engine.mediator.LogMediator;
import dev.myelin.engine.mediator.TextSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.event.Level;

/** {@code <log>}. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class LogCompiler implements MediatorCompiler<Log> {
    @Override
    public Class<Log> type() {
        return Log.class;
    }

    @Override
    public void compile(Log mediator, MediatorScope scope) {
        List<LogMediator.Field> fields = mediator.properties().stream()
                .map(property -> field(property, scope))
                .flatMap(Optional::stream)
                .toList();
        LogMediator.Detail detail = detail(mediator.level());
        Level level = level(mediator.category());
        var style =
                new LogMediator.Style(detail, level, separator(mediator.separator()), text(mediator, scope), fields);
        String description = "log level=" + detail.name().toLowerCase(Locale.ROOT) + " category=" + level;
        int maxPayload = scope.config().misc().maxLoggedPayload();
        scope.process("log", new LogMediator(scope.artefact(), style, maxPayload), description, mediator);
    }

    private static LogMediator.Text text(Log mediator, MediatorScope scope) {
        return new LogMediator.Text(
                mediator.message()
                        .flatMap(text -> scope.template(text, mediator))
                        .map(LogCompiler::stripped),
                mediator.messageId(),
                mediator.fullPayload());
    }

    private static TextSource stripped(TextSource text) {
        return exchange -> text.text(exchange).strip();
    }

    private static Optional<LogMediator.Field> field(NamedValue property, MediatorScope scope) {
        Optional<TextSource> source;
        if (property.expression().isPresent()) {
            source = scope.expression(property.expression().get(), property).map(found -> found::text);
        } else {
            String value = property.value().orElse("");
            source = Optional.of(exchange -> value);
        }
        return source.map(text -> new LogMediator.Field(property.name(), text));
    }

    private static LogMediator.Detail detail(String level) {
        for (LogMediator.Detail detail : LogMediator.Detail.values()) {
            if (detail.name().equalsIgnoreCase(level)) {
                return detail;
            }
        }
        return LogMediator.Detail.SIMPLE;
    }

    static Level level(String category) {
        return switch (category.toUpperCase(Locale.ROOT)) {
            case "DEBUG" -> Level.DEBUG;
            case "TRACE" -> Level.TRACE;
            case "WARN" -> Level.WARN;
            case "ERROR", "FATAL" -> Level.ERROR;
            default -> Level.INFO;
        };
    }

    /** XML turns line ends in attributes into spaces; MI's editors write them as {@code \n}. */
    private static String separator(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }
}
