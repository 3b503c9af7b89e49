package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.expression.TextTemplate;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.session.Names;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a group or label: a text, which is checked at once, an expression, or the property of a name. */
final class GroupText {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*([\\p{L}_][\\w.-]*)\\s*}");

    private GroupText() {}

    /** What yields the name for a message; empty, and reported, when it is wrong. */
    static Optional<TextSource> of(String what, String text, SynapseNode where, MediatorScope scope) {
        Matcher variable = VARIABLE.matcher(text.strip());
        if (variable.matches()) {
            String name = variable.group(1);
            return Optional.of(exchange -> {
                String value = MessageContext.text(exchange, Scope.DEFAULT, name);
                return value == null ? "" : value;
            });
        }
        if (!Reference.isDynamic(text) && !TextTemplate.mayHaveSlots(text)) {
            try {
                Names.check(what, text);
            } catch (IllegalArgumentException unsound) {
                scope.error(where, "MYL-3020", String.valueOf(unsound.getMessage()), "");
                return Optional.empty();
            }
        }
        return scope.text(text, where);
    }
}
