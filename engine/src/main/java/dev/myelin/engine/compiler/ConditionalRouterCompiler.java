package dev.myelin.engine.compiler;

import com.google.auto.service.AutoService;
import dev.myelin.dsl.model.ConditionalRouter;
import dev.myelin.engine.mediator.SequenceComponent;
import java.util.List;
import org.apache.camel.Predicate;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ToDefinition;

/** {@code <conditionalRouter>}: a {@code choice} of Camel's for each route; what follows one that breaks is its otherwise. */
@SuppressWarnings("rawtypes")
@AutoService(MediatorCompiler.class)
public final class ConditionalRouterCompiler implements MediatorCompiler<ConditionalRouter> {
    @Override
    public Class<ConditionalRouter> type() {
        return ConditionalRouter.class;
    }

    @Override
    public void compile(ConditionalRouter mediator, MediatorScope scope) {
        routes(mediator.routes(), scope);
        if (!mediator.goesOn()) {
            scope.add(new StopDefinition(), scope.id("router-stop"), mediator);
        }
    }

    private static void routes(List<ConditionalRouter.Route> routes, MediatorScope scope) {
        if (routes.isEmpty()) {
            return;
        }
        ConditionalRouter.Route route = routes.get(0);
        List<ConditionalRouter.Route> rest = routes.subList(1, routes.size());
        Predicate condition = route.condition()
                .flatMap(given -> RouterConditions.read(given, scope))
                .orElse(exchange -> true);
        String id = scope.id("route");
        ChoiceDefinition choice = scope.add(new ChoiceDefinition(), id, route);
        var when = Conditions.when(Nodes.predicate("condition", condition), id + "-when");
        choice.addOutput(when);
        target(route, scope.branch(when, choice));
        if (!route.isLast()) {
            routes(rest, scope);
        } else if (!rest.isEmpty()) {
            var otherwise = Conditions.otherwise(id + "-otherwise");
            choice.addOutput(otherwise);
            routes(rest, scope.branch(otherwise, choice));
        }
    }

    private static void target(ConditionalRouter.Route route, MediatorScope scope) {
        if (route.target().isEmpty()) {
            return; // The reader has reported it.
        }
        ConditionalRouter.Target target = route.target().get();
        if (target.sequenceName().isPresent()) {
            String name = target.sequenceName().get();
            scope.add(new ToDefinition(SequenceComponent.uri(name)), scope.id("sequence"), target);
        } else if (target.sequence().isPresent()) {
            scope.compile(target.sequence().get().mediators());
        } else {
            scope.error(target, "MYL-2031", "target: nothing in it (expected: a sequence)", "");
        }
    }
}
