package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.message.BoundedText;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** What {@code filter} and {@code switch} share: conditions and the branches of Camel's {@code choice}. */
final class Conditions {
    private Conditions() {}

    /** Holds when the text of {@code source} matches {@code regex} as a whole. */
    static Optional<ExpressionDefinition> matches(
            SynapseExpression source, String regex, SynapseNode where, MediatorScope scope) {
        return scope.regex(regex, where)
                .map(pattern ->
                        Nodes.predicate(source.source() + " matches " + regex, new WholeMatch(source, pattern)));
    }

    static WhenDefinition when(ExpressionDefinition condition, String id) {
        WhenDefinition when = new WhenDefinition(condition);
        when.setId(id);
        return when;
    }

    static OtherwiseDefinition otherwise(String id) {
        OtherwiseDefinition otherwise = new OtherwiseDefinition();
        otherwise.setId(id);
        return otherwise;
    }

    /** The place for mediators that run only when {@code condition} holds. */
    static MediatorScope block(ExpressionDefinition condition, String kind, SynapseNode where, MediatorScope scope) {
        String id = scope.id(kind);
        ChoiceDefinition choice = scope.add(new ChoiceDefinition(), id, where);
        WhenDefinition when = when(condition, id + "-when");
        choice.addOutput(when);
        return scope.branch(when, choice);
    }

    private record WholeMatch(SynapseExpression source, Pattern pattern) implements Predicate {
        @Override
        public boolean matches(Exchange exchange) {
            return pattern.matcher(new BoundedText(source.choice(exchange))).matches();
        }

        @Override
        public void init(CamelContext context) {
            // Compiled already.
        }

        @Override
        public void initPredicate(CamelContext context) {
            // Compiled already.
        }
    }
}
