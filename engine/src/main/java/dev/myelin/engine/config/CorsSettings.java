package dev.myelin.engine.config;

import java.util.List;

/**
 * Which web pages of other origins may call APIs: {@code synapse.rest.CORSConfig.*} of {@code [synapse_properties]}.
 *
 * @param origins such as {@code https://app.example.org}; {@code *} for all
 * @param headers that a page may send
 */
public record CorsSettings(List<String> origins, List<String> headers) {}
