package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.MediatorList;
import dev.myelin.dsl.model.Template;
import dev.myelin.engine.mediator.CallTemplateMediator;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.TemplateParametersMediator;
import dev.myelin.engine.mediator.TemplateParametersMediator.Parameter;
import java.util.List;

/** A template: a sequence whose first step completes the values of the parameters. */
final class TemplateCompiler {
    private TemplateCompiler() {}

    static void compile(Template template, ArtefactBuild build) {
        String name = CallTemplateMediator.sequenceOf(template.name());
        String id = SequenceCompiler.routeId(name);
        RouteBuild routes = new RouteBuild(build, template);
        MediatorScope scope = template.onError().isPresent()
                ? routes.guarded(id, SequenceComponent.uri(name), template.onError())
                : routes.plain(id, SequenceComponent.uri(name));
        List<Parameter> parameters = template.parameters().stream()
                .map(given -> new Parameter(given.name(), given.isMandatory(), given.defaultValue()))
                .toList();
        scope.process(
                "parameters",
                new TemplateParametersMediator(template.name(), parameters),
                "values of the parameters",
                template);
        template.sequence().map(MediatorList::mediators).ifPresent(scope::compile);
    }
}
