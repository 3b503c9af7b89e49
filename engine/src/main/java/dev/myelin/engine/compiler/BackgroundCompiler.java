package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.MessageProcessor;
import dev.myelin.dsl.model.MessageStore;
import dev.myelin.dsl.model.Task;
import dev.myelin.engine.mediator.processor.ProcessorSettings;
import dev.myelin.engine.mediator.store.StoreSettings;
import dev.myelin.engine.mediator.task.TaskSettings;
import java.util.ArrayList;
import java.util.List;

/** What goes on without a client: message stores, message processors, tasks. */
final class BackgroundCompiler {
    private final Compilation compilation;

    BackgroundCompiler(Compilation compilation) {
        this.compilation = compilation;
    }

    /** Those of {@code project}, the whole of the compilation's project or a part of it. */
    CompiledProject.Background compile(Project project) {
        List<StoreSettings> stores = stores();
        return new CompiledProject.Background(stores, processors(project, stores), tasks(project));
    }

    private List<StoreSettings> stores() {
        List<StoreSettings> stores = new ArrayList<>();
        for (MessageStore store : compilation.project().messageStores().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, store.name(), "store:" + store.name());
            MessageStoreCompiler.compile(store, build)
                    .filter(compiled -> build.finish())
                    .ifPresent(stores::add);
        }
        return List.copyOf(stores);
    }

    private List<ProcessorSettings> processors(Project project, List<StoreSettings> stores) {
        List<ProcessorSettings> processors = new ArrayList<>();
        for (MessageProcessor processor : project.messageProcessors().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, processor.name(), "processor:" + processor.name());
            MessageProcessorCompiler.compile(processor, build)
                    .filter(compiled -> hasStore(compiled, processor, stores, build))
                    .filter(compiled -> build.finish())
                    .ifPresent(processors::add);
        }
        return List.copyOf(processors);
    }

    private static boolean hasStore(
            ProcessorSettings compiled, MessageProcessor processor, List<StoreSettings> stores, ArtefactBuild build) {
        boolean there = stores.stream().anyMatch(store -> store.name().equals(compiled.store()));
        if (!there && build.compilation().project().messageStores().containsKey(compiled.store())) {
            String message = "messageProcessor " + compiled.name() + ": message store " + compiled.store()
                    + " has errors, so the processor does not run";
            build.warning(processor, "MYL-2090", message, "");
        }
        return there;
    }

    private List<TaskSettings> tasks(Project project) {
        List<TaskSettings> tasks = new ArrayList<>();
        for (Task task : project.tasks().values()) {
            ArtefactBuild build = new ArtefactBuild(compilation, task.name(), "task:" + task.name());
            TaskCompiler.compile(task, build).filter(compiled -> build.finish()).ifPresent(tasks::add);
        }
        return List.copyOf(tasks);
    }
}
