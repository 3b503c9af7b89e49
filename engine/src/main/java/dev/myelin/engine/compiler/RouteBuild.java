package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.FaultMediator;
import dev.myelin.engine.mediator.SequenceComponent;
import java.util.List;
import java.util.Optional;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/** Routes of an artefact: the shell around what mediators add. */
final class RouteBuild {
    private final ArtefactBuild build;
    private final SynapseNode where;

    RouteBuild(ArtefactBuild build, SynapseNode where) {
        this.build = build;
        this.where = where;
    }

    /** A route whose mediators run as they are; a fault goes to whoever runs it. */
    MediatorScope plain(String id, String uri) {
        return plain(id, uri, MediatorScope.Surroundings.NONE);
    }

    /** A route as {@link #plain(String, String)}, for what stands where {@code around} is around it. */
    MediatorScope plain(String id, String uri, MediatorScope.Surroundings around) {
        RouteDefinition route = route(id, uri);
        return new MediatorScope(build, route, route, around);
    }

    /**
     * A route that handles the faults of its mediators, and of the sequences they run.
     *
     * @param faultSequence what runs then; without it the fault is logged and counted
     */
    MediatorScope guarded(String id, String uri, Optional<String> faultSequence) {
        return attempt(
                place(new TryDefinition(), id + "/try", route(id, uri)),
                id,
                faultSequence,
                MediatorScope.Surroundings.NONE);
    }

    /** A place inside {@code scope} that handles the faults of its mediators by itself. */
    MediatorScope guard(MediatorScope scope, String id, Optional<String> faultSequence) {
        return attempt(scope.add(new TryDefinition(), id + "/try", where), id, faultSequence, scope.around());
    }

    private MediatorScope attempt(
            TryDefinition attempt, String id, Optional<String> faultSequence, MediatorScope.Surroundings around) {
        CatchDefinition handler = new CatchDefinition();
        handler.setExceptions(List.of(Throwable.class.getName()));
        place(handler, id + "/catch", attempt);
        FaultMediator mediator =
                new FaultMediator(build.name(), build.compilation().settings().counters());
        ProcessDefinition fault = new ProcessDefinition(mediator);
        fault.setRef("fault");
        fault.setDescription("set ERROR_CODE and ERROR_MESSAGE, log, count");
        place(fault, id + "/fault", handler);
        faultSequence.ifPresent(
                name -> place(new ToDefinition(SequenceComponent.uri(name)), id + "/fault-sequence", handler));
        place(new StopDefinition(), id + "/fault-stop", handler);
        return new MediatorScope(
                build, node -> beforeHandler(node, attempt, handler), attempt, around.withFaults(faultSequence));
    }

    /** The handler stays last, where readers of the XML look for it. */
    private static void beforeHandler(ProcessorDefinition<?> node, TryDefinition attempt, CatchDefinition handler) {
        attempt.addOutput(node);
        attempt.getOutputs().remove(handler);
        attempt.getOutputs().add(handler);
    }

    private RouteDefinition route(String id, String uri) {
        RouteDefinition route = new RouteDefinition();
        boolean own = where instanceof InboundEndpoint taken && InboundCompiler.listens(taken);
        if (!own && where instanceof InboundEndpoint inbound && inbound.suspended()) {
            route.setAutoStartup("false");
        }
        route.from(uri);
        route.setId(id);
        route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
        route.getInput().setLocation(where.location().file());
        route.getInput().setLineNumber(where.location().line());
        build.add(route);
        return route;
    }

    private <D extends ProcessorDefinition<?>> D place(D node, String id, ProcessorDefinition<?> parent) {
        node.setId(id);
        node.setLocation(where.location().file());
        node.setLineNumber(where.location().line());
        parent.addOutput(node);
        return node;
    }
}
