package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.PayloadFactory;
import dev.myelin.engine.expression.ExpressionSyntaxException;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.PayloadArgument;
import dev.myelin.engine.mediator.PayloadFactoryMediator;
import dev.myelin.engine.mediator.PayloadFactoryMediator.Filled;
import dev.myelin.engine.mediator.PayloadFactoryMediator.Media;
import dev.myelin.engine.mediator.PayloadTemplate;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.freemarker.FreeMarkerText;
import dev.myelin.engine.mediator.transform.TransformMediator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** {@code <payloadFactory>}: the template is split here, once. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class PayloadFactoryCompiler implements MediatorCompiler<PayloadFactory> {
    @Override
    public Class<PayloadFactory> type() {
        return PayloadFactory.class;
    }

    @Override
    public void compile(PayloadFactory mediator, MediatorScope scope) {
        List<PayloadArgument> arguments = mediator.args().stream()
                .map(arg -> argument(arg, mediator.escapesXml(), scope))
                .flatMap(Optional::stream)
                .toList();
        if (mediator.format().isEmpty()) {
            scope.error(mediator, "MYL-2031", "payloadFactory: no format (expected: a format inside)", "");
            return;
        }
        if (arguments.size() < mediator.args().size()) {
            return;
        }
        PayloadFactory.Format format = mediator.format().get();
        Media media = media(mediator.mediaType());
        Function<String, Filled> compile = mediator.isFreeMarker()
                ? text -> FreeMarkerText.compile(text, arguments, scope.artefact())
                : text -> template(text, media, arguments, mediator, scope);
        if (format.key().isPresent()) {
            ResourceKeys.keyed(format.key().get(), format, scope, compile)
                    .ifPresent(keyed -> byKey(keyed, media, mediator, scope));
        } else {
            inline(format.template().strip(), compile, mediator, scope);
        }
    }

    private static void inline(
            String text, Function<String, Filled> compile, PayloadFactory mediator, MediatorScope scope) {
        Media media = media(mediator.mediaType());
        try {
            Filled filled = compile.apply(text);
            if (mediator.isFreeMarker()) {
                transform(List.of(), exchange -> filled.text(exchange), mediator, scope);
            } else {
                scope.process(
                        "payloadFactory", new PayloadFactoryMediator(media, filled), description(mediator), mediator);
            }
        } catch (ExpressionSyntaxException wrong) {
            scope.error(mediator, "MYL-2080", "format: " + wrong.getMessage(), wrong.hint());
        } catch (IllegalArgumentException wrong) {
            scope.error(mediator, "MYL-2081", "format: " + wrong.getMessage(), "");
        }
    }

    private static void byKey(Keyed<Filled> keyed, Media media, PayloadFactory mediator, MediatorScope scope) {
        transform(List.of(keyed), exchange -> keyed.get(exchange).text(exchange), mediator, scope);
    }

    /** Where something may be read, compiled, or take long. */
    private static void transform(
            List<Keyed<Filled>> needs, Filled filled, PayloadFactory mediator, MediatorScope scope) {
        Media media = media(mediator.mediaType());
        var run = new TransformMediator(
                needs,
                new FilledTemplate(filled, media, mediator.isFreeMarker()),
                Workers.of(scope.settings().context()));
        scope.process("payloadFactory", run, description(mediator), mediator);
    }

    /** A template with loops may run without end, whatever the message. */
    private record FilledTemplate(Filled filled, Media media, boolean loops)
            implements TransformMediator.Transformation {
        @Override
        public TransformMediator.Change compute(Exchange exchange) {
            String text = filled.text(exchange);
            return message -> PayloadFactoryMediator.put(text, media, message);
        }

        @Override
        public boolean mayTakeLong(Exchange exchange) {
            return loops;
        }
    }

    private static String description(PayloadFactory mediator) {
        return "payloadFactory media-type="
                + media(mediator.mediaType()).name().toLowerCase(Locale.ROOT)
                + (mediator.isFreeMarker() ? " template-type=freemarker" : "");
    }

    private static Filled template(
            String text, Media media, List<PayloadArgument> arguments, PayloadFactory mediator, MediatorScope scope) {
        String plain = text.strip();
        int highest = PayloadTemplate.highestSlot(plain);
        if (highest > arguments.size()) {
            String message =
                    "format: $" + highest + " (expected: at most $" + arguments.size() + ", the last argument)";
            scope.warning(mediator, "MYL-2032", message, "It stays in the payload as it stands");
        }
        return PayloadTemplate.parse(
                plain,
                media,
                arguments,
                (source, at) ->
                        PayloadArgument.inline(scope.inside(plain, source, at, mediator), mediator.escapesXml()));
    }

    private static Media media(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "json" -> Media.JSON;
            case "text" -> Media.TEXT;
            default -> Media.XML;
        };
    }

    private static Optional<PayloadArgument> argument(PayloadFactory.Arg arg, boolean escapeXml, MediatorScope scope) {
        if (arg.expression().isPresent()) {
            String text = arg.expression().get();
            boolean path =
                    "json".equalsIgnoreCase(arg.evaluator()) && !text.strip().startsWith("${");
            Optional<SynapseExpression> found = path ? scope.jsonPath(text, arg) : scope.expression(text, arg);
            return found.map(expression -> PayloadArgument.of(expression, arg.literal(), escapeXml));
        }
        if (arg.value().isEmpty()) {
            scope.error(arg, "MYL-2031", "arg: no value (expected: value or expression)", "");
        }
        return arg.value().map(value -> PayloadArgument.of(value, arg.literal(), escapeXml));
    }
}
