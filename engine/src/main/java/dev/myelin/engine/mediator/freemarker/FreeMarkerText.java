package dev.myelin.engine.mediator.freemarker;

import dev.myelin.engine.mediator.PayloadArgument;
import dev.myelin.engine.mediator.PayloadFactoryMediator.Filled;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;

/**
 * A FreeMarker template, parsed once. It reads the message and nothing else: no other templates, no classes, no methods
 * of objects. Numbers and truth values are written for machines ({@code 1234.5}, {@code true}).
 */
public final class FreeMarkerText implements Filled {
    private static final int MAX_CHARACTERS = 16 << 20;

    private final Template template;
    private final List<PayloadArgument> arguments;

    private FreeMarkerText(Template template, List<PayloadArgument> arguments) {
        this.template = template;
        this.arguments = List.copyOf(arguments);
    }

    /**
     * Parses a template.
     *
     * @param arguments {@code args.arg1} and so on
     * @param name what messages call it
     * @throws IllegalArgumentException when it is none; the message says where
     */
    public static FreeMarkerText compile(String text, List<PayloadArgument> arguments, String name) {
        try {
            Template template = new Template(name, text, configuration());
            // A worker that ran out of time is interrupted: loops look for that.
            _CoreAPI.addThreadInterruptedChecks(template);
            return new FreeMarkerText(template, arguments);
        } catch (ParseException wrong) {
            throw new IllegalArgumentException(
                    "line " + wrong.getLineNumber() + ", column " + wrong.getColumnNumber() + ": "
                            + wrong.getEditorMessage() + " (expected: a FreeMarker template)",
                    wrong);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateLoader(null);
        configuration.setObjectWrapper(Models.WRAPPER);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        return configuration;
    }

    @Override
    public String text(Exchange exchange) {
        BoundedWriter out = new BoundedWriter(MAX_CHARACTERS);
        try {
            template.process(new MessageModel(exchange, arguments), out);
        } catch (TemplateException wrong) {
            throw fault(wrong);
        } catch (IOException full) {
            throw Fault.of(ErrorCode.MEDIATION, template.getName() + ": " + full.getMessage());
        } catch (StackOverflowError deep) {
            throw Fault.of(ErrorCode.MEDIATION, template.getName() + ": the template calls itself too often");
        }
        return out.toString();
    }

    private Fault fault(TemplateException wrong) {
        if (wrong.getCause() instanceof Fault fault) {
            return fault;
        }
        String place = wrong.getLineNumber() == null
                ? ""
                : " in line " + wrong.getLineNumber() + ", column " + wrong.getColumnNumber();
        String reason = String.valueOf(wrong.getMessageWithoutStackTop())
                .lines()
                .findFirst()
                .orElse("");
        String what =
                wrong instanceof InvalidReferenceException missing ? " " + missing.getBlamedExpressionString() : "";
        return Fault.of(ErrorCode.MEDIATION, template.getName() + ": format" + place + ": " + reason + what);
    }
}
