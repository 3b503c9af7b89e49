package dev.myelin.engine.deploy;

import dev.myelin.engine.compiler.CompileSettings;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.mediator.processor.MessageProcessors;
import dev.myelin.engine.mediator.store.StoreTable;
import dev.myelin.engine.mediator.task.Tasks;

/**
 * What goes on without a client: message stores, which are there before the routes, and message processors and tasks, which
 * begin when everything that they may run does, and end before it.
 */
final class BackgroundWork implements AutoCloseable {
    private final StoreTable stores;
    private final MessageProcessors processors;
    private final Tasks tasks;

    BackgroundWork(CompileSettings settings) {
        this.stores = StoreTable.of(settings.context());
        this.processors = new MessageProcessors(settings.sequences(), stores, settings.timers());
        this.tasks = new Tasks(settings.context(), settings.sequences(), settings.timers());
    }

    /** Makes the stores. */
    void prepare(CompiledProject.Background background) {
        background.stores().forEach(stores::deploy);
    }

    /** Begins. */
    void begin(CompiledProject.Background background) {
        background.processors().forEach(processors::deploy);
        background.tasks().forEach(tasks::deploy);
    }

    StoreTable stores() {
        return stores;
    }

    MessageProcessors processors() {
        return processors;
    }

    Tasks tasks() {
        return tasks;
    }

    @Override
    public void close() {
        tasks.stop();
        processors.stop();
    }
}
