package dev.myelin.engine.config;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Reads {@code deployment.toml}. Findings have the codes {@code MYL-4001} to {@code MYL-4007}. */
public final class ConfigReader {
    /** The name of the file in a conf directory. */
    public static final String FILE_NAME = "deployment.toml";

    /** A comma list in place of {@code [websocket] subprotocols}. */
    private static final String SUBPROTOCOLS = "SERVER_WEBSOCKET_SUPPORTEDPROTOCOLS";

    /** In {@code [synapse_properties]}: the limit of frames of all WebSocket inbound endpoints; 0 for the default. */
    private static final String MAX_FRAME = "ws.transport.max.frame.payload.length";

    /** In {@code [synapse_properties]}: what the names of the settings of CORS begin with. */
    private static final String CORS = "synapse.rest.CORSConfig.";

    private final Map<String, String> environment;

    /** For {@code $env{NAME}}, and the variables that are settings by themselves. */
    public ConfigReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads the file of {@code directory}; without one, all defaults. What is wrong is reported and its default taken.
     */
    public DeploymentConfig read(Path directory, DiagnosticSink findings) {
        return withEnvironment(withSenderLimits(readFile(directory, findings)));
    }

    private DeploymentConfig withEnvironment(DeploymentConfig config) {
        String subprotocols = environment.getOrDefault(SUBPROTOCOLS, "");
        if (subprotocols.isBlank()) {
            return config;
        }
        Map<String, String> websocket = new LinkedHashMap<>(config.websocket());
        websocket.put("ws.subprotocols", subprotocols);
        return config.withWebsocket(Map.copyOf(websocket));
    }

    /** carbon-mediation's limit of the sender for the frames of back-ends. */
    private static DeploymentConfig withSenderLimits(DeploymentConfig config) {
        String frame = config.ws().parameters().getOrDefault("wsMaxFrameLength", "");
        Map<String, String> websocket = new LinkedHashMap<>(config.websocket());
        if (!frame.matches("[1-9]\\d{0,9}") || websocket.containsKey("ws.max.frame.size")) {
            return config;
        }
        websocket.putIfAbsent("ws.max.frame.size.backend", frame);
        return config.withWebsocket(Map.copyOf(websocket));
    }

    private DeploymentConfig readFile(Path directory, DiagnosticSink findings) {
        Path file = directory.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return DeploymentConfig.defaults(directory);
        }
        try {
            return read(directory, file, Toml.parse(file), findings);
        } catch (IOException e) {
            String message = "cannot be read as UTF-8 text: " + e.getMessage();
            findings.report(Diagnostic.error(
                    "MYL-4001", new SourceLocation(file.toString(), 0, 0), message, "All defaults are taken"));
            return DeploymentConfig.defaults(directory);
        }
    }

    private DeploymentConfig read(Path directory, Path file, TomlParseResult toml, DiagnosticSink findings) {
        for (TomlParseError error : toml.errors()) {
            SourceLocation where = new SourceLocation(
                    file.toString(), error.position().line(), error.position().column());
            findings.report(Diagnostic.error("MYL-4002", where, String.valueOf(error.getMessage()), ""));
        }
        Document document = new Document(file.toString(), toml, environment, findings);
        TlsTables tls = new TlsTables(document);
        Section properties = document.section(List.of(UnknownNames.SYNAPSE_PROPERTIES));
        DeploymentConfig config = new DeploymentConfig(
                directory,
                server(document.section(List.of("server"))),
                http(document.section(List.of("transport", "http")), tls),
                sender(document.section(List.of("transport", "ws")), tls),
                sender(document.section(List.of("transport", "wss")), tls),
                withServersLimit(websocket(document.section(List.of("websocket"))), properties),
                misc(document, cors(properties)));
        new UnknownNames(document).report();
        return config;
    }

    private static DeploymentConfig.Server server(Section section) {
        DeploymentConfig.Server defaults = DeploymentConfig.Server.DEFAULT;
        return new DeploymentConfig.Server(
                section.text("hostname").orElse(defaults.hostname()),
                (int) section.number("offset", 0, 57245, defaults.offset()),
                section.duration("drain_time", ChronoUnit.SECONDS, defaults.drainTime()));
    }

    private static DeploymentConfig.Http http(Section section, TlsTables tls) {
        DeploymentConfig.Http defaults = DeploymentConfig.Http.DEFAULT;
        String bind = section.text("listener.hostname").orElse(defaults.host());
        return new DeploymentConfig.Http(
                (int) section.number("listener.port", 0, 65535, defaults.port()),
                section.text("listener.bind_address").orElse(bind),
                time(section, "socket_timeout", defaults.senderTimeout()),
                (int) section.size("listener.max_body_size", 0, Integer.MAX_VALUE - 8L, defaults.maxBody()),
                new DeploymentConfig.Callers(
                        time(
                                section,
                                "listener.request_timeout",
                                defaults.callers().request()),
                        time(
                                section,
                                "listener.idle_timeout",
                                defaults.callers().idle())),
                tls.secure(section.text("listener.bind_address").orElse(bind)));
    }

    /** MI's 0 means "wait for ever", which nothing here does. */
    private static Duration time(Section section, String key, Duration unset) {
        Duration time = section.duration(key, ChronoUnit.MILLIS, unset);
        return time.isZero() ? unset : time;
    }

    private static DeploymentConfig.WsSender sender(Section section, TlsTables tls) {
        return new DeploymentConfig.WsSender(
                section.flag("sender.enable", false),
                section.text("sender.outflow_dispatch_sequence"),
                section.text("sender.outflow_dispatch_fault_sequence"),
                tls.sender(section),
                section.texts("sender.parameter"));
    }

    private static Map<String, String> websocket(Section section) {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (Map.Entry<String, WebsocketKey> key : WebsocketKey.ALL.entrySet()) {
            section.checked(key.getKey(), key.getValue())
                    .ifPresent(value -> defaults.put("ws." + key.getKey().replace('_', '.'), value));
        }
        return Map.copyOf(defaults);
    }

    /** carbon-mediation's limit of the server for the frames of clients. */
    private static Map<String, String> withServersLimit(Map<String, String> websocket, Section properties) {
        Map<String, String> defaults = new LinkedHashMap<>(websocket);
        properties
                .checked(MAX_FRAME, WebsocketKey.SIZE)
                .filter(size -> Sizes.parse(size) > 0 && !defaults.containsKey("ws.max.frame.size"))
                .ifPresent(size -> defaults.putIfAbsent("ws.max.frame.size.client", size));
        return Map.copyOf(defaults);
    }

    /** MI's own names. */
    private static Optional<CorsSettings> cors(Section properties) {
        List<String> origins = words(properties.text(CORS + "Access-Control-Allow-Origin"));
        List<String> headers = words(properties.text(CORS + "Access-Control-Allow-Headers"));
        return properties.flag(CORS + "enabled", false)
                ? Optional.of(new CorsSettings(origins, headers))
                : Optional.empty();
    }

    private static List<String> words(Optional<String> list) {
        return Stream.of(list.orElse("").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static DeploymentConfig.Misc misc(Document document, Optional<CorsSettings> cors) {
        Section logging = document.section(List.of("logging"));
        Section samples = document.section(List.of("samples"));
        DeploymentConfig.Misc defaults = DeploymentConfig.Misc.DEFAULT;
        return new DeploymentConfig.Misc(
                (int) logging.size("max_payload", 0, Integer.MAX_VALUE, defaults.maxLoggedPayload()),
                samples.flag("echo_backend", defaults.echoBackend()),
                management(document.section(List.of("management"))),
                new DataSourceTables(document).read(),
                cors,
                document.section(List.of("openapi")).texts("functions"));
    }

    private static DeploymentConfig.Management management(Section section) {
        DeploymentConfig.Management defaults = DeploymentConfig.Management.DEFAULT;
        return new DeploymentConfig.Management(
                section.text("host").orElse(defaults.host()),
                (int) section.number("port", 0, 65535, defaults.port()),
                section.text("username").orElse(defaults.username()),
                section.text("password").filter(text -> !text.isEmpty()));
    }
}
