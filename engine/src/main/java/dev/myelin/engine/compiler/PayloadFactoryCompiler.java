package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.PayloadFactory;
import dev.myelin.dsl.model.Reference;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.PayloadFactoryMediator;
import dev.myelin.engine.mediator.PayloadFactoryMediator.Argument;
import dev.myelin.engine.mediator.PayloadFactoryMediator.Media;
import dev.myelin.engine.mediator.PayloadTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        Media media = media(mediator.mediaType());
        List<Argument> arguments = mediator.args().stream()
                .map(arg -> argument(arg, scope))
                .flatMap(Optional::stream)
                .toList();
        Optional<String> text = template(mediator, scope);
        if (text.isEmpty() || arguments.size() != mediator.args().size()) {
            return;
        }
        int highest = PayloadTemplate.highestSlot(text.get());
        if (highest > arguments.size()) {
            String message =
                    "format: $" + highest + " (expected: at most $" + arguments.size() + ", the last argument)";
            scope.warning(mediator, "MYL-2032", message, "It stays in the payload as it stands");
        }
        PayloadTemplate template = PayloadTemplate.parse(text.get(), media == Media.JSON, arguments.size());
        scope.process(
                "payloadFactory",
                new PayloadFactoryMediator(media, template, arguments, mediator.escapesXml()),
                "payloadFactory media-type=" + media.name().toLowerCase(Locale.ROOT),
                mediator);
    }

    private static Media media(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "json" -> Media.JSON;
            case "text" -> Media.TEXT;
            default -> Media.XML;
        };
    }

    private static Optional<String> template(PayloadFactory mediator, MediatorScope scope) {
        if (mediator.format().isEmpty()) {
            scope.error(mediator, "MYL-2031", "payloadFactory: no format (expected: a format inside)", "");
            return Optional.empty();
        }
        PayloadFactory.Format format = mediator.format().get();
        if (format.key().isEmpty()) {
            return Optional.of(format.template().strip());
        }
        String key = format.key().get();
        LocalEntry entry = scope.project().localEntries().get(key);
        if (Reference.isDynamic(key) || entry == null) {
            String message = "format: " + key + " (expected: the key of a local entry)";
            scope.error(format, "MYL-2003", message, "");
            return Optional.empty();
        }
        return Optional.of(entry.content().strip());
    }

    private static Optional<Argument> argument(PayloadFactory.Arg arg, MediatorScope scope) {
        if (arg.expression().isPresent()) {
            String text = arg.expression().get();
            Optional<SynapseExpression> found =
                    "json".equalsIgnoreCase(arg.evaluator()) ? scope.jsonPath(text, arg) : scope.expression(text, arg);
            return found.map(expression -> new Argument(expression::text, expression, arg.literal()));
        }
        if (arg.value().isEmpty()) {
            scope.error(arg, "MYL-2031", "arg: no value (expected: value or expression)", "");
            return Optional.empty();
        }
        String value = arg.value().get();
        return Optional.of(new Argument(exchange -> value, Nodes.text(exchange -> value), arg.literal()));
    }
}
