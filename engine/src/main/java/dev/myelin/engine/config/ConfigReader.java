package dev.myelin.engine.config;

import dev.myelin.dsl.DiagnosticSink;
import java.nio.file.Path;
import java.util.Map;

/** Reads {@code deployment.toml}. */
public final class ConfigReader {
    /** For {@code $env{NAME}}. */
    public ConfigReader(Map<String, String> environment) {}

    /**
     * Reads the file of {@code directory}; without one, all defaults. What is wrong is reported and its default taken.
     */
    public DeploymentConfig read(Path directory, DiagnosticSink findings) {
        throw new UnsupportedOperationException();
    }
}
