package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.PublishWsdl;
import dev.myelin.dsl.model.ResourceMapping;
import dev.myelin.dsl.model.WsdlAddress;
import dev.myelin.engine.mediator.endpoint.wsdl.WsdlDocument;
import dev.myelin.engine.transport.http.ProxyDocuments;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code <publishWSDL>} of a proxy: finds the document. */
final class WsdlCompiler {
    private static final String CODE = "MYL-2117";

    private final ArtefactBuild build;
    private final ProjectResources files;

    WsdlCompiler(ArtefactBuild build) {
        this.build = build;
        this.files = new ProjectResources(
                build.compilation().project(), build.compilation().config().directory());
    }

    /** What the proxy shows; empty, and reported, when there is nothing: the proxy runs without. */
    Optional<ProxyDocuments> compile(PublishWsdl given) {
        Map<String, String> parts = parts(given);
        if (given.inline().isPresent()) {
            return shown("publishWSDL", given.inline(), parts, given);
        }
        if (given.key().isPresent()) {
            return shown("key: " + given.key().get(), files.text(given.key().get()), parts, given);
        }
        if (given.uri().isPresent()) {
            return at(given.uri().get(), parts, given);
        }
        if (given.endpoint().isPresent()) {
            return ofEndpoint(given.endpoint().get(), parts, given);
        }
        warn(given, "publishWSDL: nothing in it (expected: uri, key, endpoint, or a WSDL document inside)");
        return Optional.empty();
    }

    private Map<String, String> parts(PublishWsdl given) {
        Map<String, String> parts = new HashMap<>();
        for (ResourceMapping resource : given.resources()) {
            files.text(resource.key())
                    .ifPresentOrElse(
                            text -> parts.put(resource.where(), text),
                            () -> build.warning(
                                    resource,
                                    CODE,
                                    "key: " + resource.key() + " (expected: a local entry, or a registry file)",
                                    "The document is shown without it"));
        }
        return Map.copyOf(parts);
    }

    private Optional<ProxyDocuments> at(String uri, Map<String, String> parts, PublishWsdl given) {
        return new EndpointTexts(build, Map.of())
                .filled(uri, "uri", given)
                .flatMap(filled -> filled.startsWith("http:") || filled.startsWith("https:")
                        ? Optional.of(ProxyDocuments.at(filled, parts))
                        : shown("uri: " + uri, files.source(filled), parts, given));
    }

    private Optional<ProxyDocuments> ofEndpoint(String name, Map<String, String> parts, PublishWsdl given) {
        Optional<WsdlAddress> wsdl = Optional.ofNullable(
                        build.compilation().project().endpoints().get(name))
                .flatMap(Endpoint::wsdl);
        if (wsdl.isEmpty()) {
            warn(given, "endpoint: " + name + " (expected: an endpoint of the kind wsdl)");
            return Optional.empty();
        }
        return wsdl.get().uri().isPresent() && wsdl.get().inline().isEmpty()
                ? at(wsdl.get().uri().get(), parts, given)
                : shown("endpoint: " + name, wsdl.get().inline(), parts, given);
    }

    private Optional<ProxyDocuments> shown(
            String what, Optional<String> text, Map<String, String> parts, PublishWsdl given) {
        if (text.isEmpty()) {
            warn(given, what + " (expected: a document that is there, files below the conf directory)");
            return Optional.empty();
        }
        try {
            WsdlDocument.parse(text.get());
            return Optional.of(ProxyDocuments.of(text.get(), parts));
        } catch (IllegalArgumentException wrong) {
            warn(given, what + " (expected: a WSDL document; " + wrong.getMessage() + ")");
            return Optional.empty();
        }
    }

    private void warn(PublishWsdl given, String message) {
        build.warning(given, CODE, message, "The proxy runs; ?wsdl of it is a request as any other");
    }
}
