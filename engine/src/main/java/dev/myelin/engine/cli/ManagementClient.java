package dev.myelin.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.myelin.engine.config.ConfigReader;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.deploy.StartFailedException;
import dev.myelin.engine.management.Credentials;
import dev.myelin.engine.management.ManagementAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the management port of an engine; where it is and its password come from the conf directory that it runs with. */
final class ManagementClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description = "The conf directory of the engine; that of the checkout if not given.")
    private @Nullable Path conf;

    @Option(names = "--port-offset", paramLabel = "N", description = "The offset that the engine was started with.")
    private @Nullable Integer offset;

    @Option(names = "--url", paramLabel = "URL", description = "The management port, such as http://127.0.0.1:9164.")
    private @Nullable URI url;

    @Mixin
    private ClientTlsOptions tls = new ClientTlsOptions();

    private final ObjectMapper json = new ObjectMapper();

    /** What went wrong, in one line. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    JsonNode get(String path) throws Failure {
        return send("GET", path, "", BodyPublishers.noBody());
    }

    void delete(String path) throws Failure {
        send("DELETE", path, "", BodyPublishers.noBody());
    }

    void post(String path, String contentType, byte[] body) throws Failure {
        send("POST", path, contentType, BodyPublishers.ofByteArray(body));
    }

    /** A text as a part of a path, or in a query. */
    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode send(String method, String path, String contentType, BodyPublisher body) throws Failure {
        DeploymentConfig config = config();
        URI base = base(config);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(TIMEOUT)
                    .header("Authorization", authorization(config))
                    .method(method, body);
            if (!contentType.isEmpty()) {
                request.header("Content-Type", contentType);
            }
            return checked(client().send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        } catch (SSLException e) {
            throw new Failure(base + ": TLS: " + e.getMessage()
                    + " (expected: a certificate that is trusted; --ca names the file of those to trust)");
        } catch (ConnectException e) {
            throw new Failure(base + ": no engine answers there (expected: one that runs with this conf directory; see"
                    + " --port-offset and --url)");
        } catch (IOException e) {
            throw new Failure(base + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
        if (!tls.isDefault()) {
            builder.sslContext(tls.context());
        }
        return builder.build();
    }

    private JsonNode checked(HttpResponse<String> response) throws IOException, Failure {
        JsonNode body = response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body());
        if (response.statusCode() == 401) {
            throw new Failure(response.uri().getAuthority()
                    + ": the password is refused (expected: --conf with the directory that the engine runs with)");
        }
        if (response.statusCode() >= 400) {
            throw new Failure(body.path("detail").asText(response.statusCode() + " " + response.body()));
        }
        return body;
    }

    private DeploymentConfig config() {
        Path directory = conf != null ? conf : Path.of(System.getProperty("myelin.home", "."), "conf");
        return new ConfigReader(System.getenv()).read(directory, finding -> {});
    }

    private URI base(DeploymentConfig config) throws Failure {
        if (url != null) {
            checkSecrecy(url);
            return URI.create(url.toString().replaceAll("/+$", ""));
        }
        int shift = offset != null ? offset : config.server().offset();
        try {
            return URI.create(ManagementAddress.of(config, config.management().port() + shift));
        } catch (StartFailedException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    /** The password goes with every request: nobody on the way may read it. */
    private static void checkSecrecy(URI given) throws Failure {
        String host = given.getHost();
        if ("http".equalsIgnoreCase(given.getScheme()) && host != null && !isLoopback(host)) {
            throw new Failure("--url: " + given + " (expected: https:// for other machines)");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String authorization(DeploymentConfig config) throws Failure {
        Path file = config.directory().resolve(Credentials.FILE);
        try {
            String password = config.management().password().isPresent()
                    ? config.management().password().get()
                    : Credentials.read(file);
            byte[] pair = (config.management().username() + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        } catch (IOException e) {
            throw new Failure(
                    Files.exists(file)
                            ? String.valueOf(e.getMessage())
                            : file + ": not there (expected: the password that the engine makes when it starts)");
        }
    }
}
