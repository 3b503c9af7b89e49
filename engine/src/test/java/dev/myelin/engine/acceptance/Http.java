package dev.myelin.engine.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** HTTP calls with the JDK's client. */
final class Http {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return CLIENT.send(request(url).build(), BodyHandlers.ofString());
    }

    static HttpResponse<String> postJson(String url, String body) throws IOException, InterruptedException {
        return post(url, "application/json", body);
    }

    static HttpResponse<String> post(String url, String contentType, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(url)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A call with header {@code name}. */
    static HttpResponse<String> postWith(String url, String name, String value, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(url)
                        .header("Content-Type", "application/json")
                        .header(name, value)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
    }
}
