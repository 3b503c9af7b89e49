package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.expression.ExternalTexts;
import dev.myelin.engine.mediator.Resources;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Synapse expressions read beside messages: the registry; secrets, which are environment variables or files of the
 * folder {@code secrets}; values of system properties, environment variables and {@code file.properties}.
 */
final class DeployedTexts implements ExternalTexts {
    private static final Logger LOG = LoggerFactory.getLogger(DeployedTexts.class);
    /** Keys may come from messages: beyond this, what they name is not kept. */
    private static final int MAX_KEPT = 256;

    private final Resources resources;
    private final Set<String> localEntries;
    private final Resources secrets;
    private final Map<String, String> environment;
    private final Properties values;
    private final Map<String, Optional<String>> kept = new ConcurrentHashMap<>();

    DeployedTexts(Project project, DeploymentConfig config, CompileSettings settings) {
        this.resources = new ProjectResources(project, config.directory());
        this.localEntries = project.localEntries().keySet();
        this.secrets = ProjectResources.folder(config.directory().resolve("secrets"));
        this.environment = settings.environment();
        this.values = values(config.directory().resolve("file.properties"));
    }

    private static Properties values(Path file) {
        Properties values = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("{} cannot be read: {}", file, e.toString());
            }
        }
        return values;
    }

    @Override
    public Optional<String> registry(String key) {
        Optional<String> known = kept.get(key);
        if (known != null) {
            return known;
        }
        Optional<String> found = resources.text(key);
        if (found.isPresent() && kept.size() < MAX_KEPT) {
            kept.put(key, found);
        }
        return found;
    }

    @Override
    public Optional<String> localEntry(String key) {
        return localEntries.contains(key) ? registry(key) : Optional.empty();
    }

    /** The variable of the very name, or in the way that such names are written; else the file. */
    @Override
    public Optional<String> secret(String alias) {
        String variable = alias.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return Optional.ofNullable(environment.getOrDefault(alias, environment.get(variable)))
                .or(() -> secrets.text(alias).map(String::stripTrailing));
    }

    @Override
    public Optional<String> config(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(environment.get(name)))
                .or(() -> Optional.ofNullable(values.getProperty(name)));
    }
}
