package dev.myelin.engine.deploy;

/** A run for the class-data archive. */
public final class Training {
    private Training() {}

    /** Runs. */
    public static void run() {
        dev.myelin.engine.deploy.logging.EngineLogging.toStandardOutput();
        try (Engine engine = Engine.start(
                EngineOptions.of(java.nio.file.Path.of(System.getProperty("train.conf", "/tmp/h/opsconf"))),
                System.err)) {
            engine.addresses();
        }
        System.exit(0);
    }
}
