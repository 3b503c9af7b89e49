package dev.myelin.engine.deploy;

import org.apache.camel.impl.DefaultCamelContext;

/** The steps from a conf directory to a running engine; what fails half-way is undone. */
final class Startup {
    private final EngineOptions options;
    private final Reporter reporter;

    Startup(EngineOptions options, Reporter reporter) {
        this.options = options;
        this.reporter = reporter;
    }

    Engine run() {
        ConfDirectory directory = ConfDirectory.at(options.confDirectory());
        ClassLoader libraries = directory.libraries();
        DefaultCamelContext context = Contexts.create(libraries);
        context.start();
        CamelFiles.load(context, directory.camelRoutes(), reporter);
        return Engine.started(context, new Transports(), reporter.all());
    }
}
