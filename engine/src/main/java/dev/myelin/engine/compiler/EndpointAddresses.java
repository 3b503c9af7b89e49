package dev.myelin.engine.compiler;

import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.Address;
import dev.myelin.dsl.model.HttpAddress;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.dsl.model.WsdlAddress;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.expression.ExpressionSyntaxException;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.mediator.endpoint.UriTemplate;
import dev.myelin.engine.mediator.endpoint.wsdl.WsdlDocument;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Where the kinds of endpoints send that do so by themselves. */
final class EndpointAddresses {
    /** <code>${name}</code> where the name is none of those of Synapse expressions. */
    private static final Pattern OLD_VARIABLE = Pattern.compile(
            "\\$\\{(?!(?:payload|vars?|headers|properties|props|params|configs?|true|false|null)\\b)[\\w.]+}");

    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https", "camel", "local", "connection");
    private static final int HIGHEST_PORT = 65535;

    private final ArtefactBuild build;
    private final EndpointTexts texts;

    EndpointAddresses(ArtefactBuild build, EndpointTexts texts) {
        this.build = build;
        this.texts = texts;
    }

    /** The URI of an address; empty, and reported, when it is none. */
    Optional<EndpointSettings.Target> of(Address address) {
        return texts.filled(address.uri(), "uri", address)
                .map(String::strip)
                .map(this::byCamel)
                .filter(uri -> isAddress(uri, "uri", address))
                .flatMap(uri -> ConnectionAddress.isDynamic(uri) ? ofConnection(uri, address) : constant(uri, address));
    }

    private Optional<EndpointSettings.Target> constant(String uri, Address address) {
        EndpointSettings.Uri target = new EndpointSettings.Uri(uri, method(address.method()));
        warnIfDisabled(target.scheme(), address);
        return Optional.of(target);
    }

    private Optional<EndpointSettings.Target> ofConnection(String uri, Address address) {
        return parse(uri, "uri", address).map(template -> new EndpointSettings.Template(template, Optional.empty()));
    }

    /** An address of a transport that a component of Camel stands for. */
    private String byCamel(String uri) {
        UnaryOperator<String> toCamel =
                build.compilation().transports().addresses().get(new EndpointSettings.Uri(uri).scheme());
        return toCamel == null ? uri : "camel:" + toCamel.apply(uri);
    }

    private Optional<String> method(Optional<String> given) {
        return given.map(texts::withParameters)
                .map(text -> text.strip().toUpperCase(Locale.ROOT))
                .filter(text -> !text.isEmpty());
    }

    private boolean isAddress(String uri, String attribute, SynapseNode where) {
        String scheme = new EndpointSettings.Uri(uri).scheme();
        if (!SCHEMES.contains(scheme)) {
            return isTransport(scheme, attribute + ": " + uri, where);
        }
        if (scheme.equals("local") && !uri.contains("services/")) {
            build.error(where, "MYL-2012", attribute + ": " + uri + " (expected: local://services/NAME)", "");
            return false;
        }
        if (scheme.equals("connection")) {
            return ConnectionAddress.check(uri, attribute, where, build);
        }
        if (!Set.of("camel", "local").contains(scheme) && !isReachable(uri)) {
            String message = attribute + ": " + uri + " (expected: " + scheme + "://HOST[:PORT]/PATH)";
            build.error(where, "MYL-2012", message, "");
            return false;
        }
        return true;
    }

    /**
     * Whether there is a transport for a scheme without a sender in MI. Then the artefact runs, as it does there, and a
     * message to the address is a fault.
     */
    private boolean isTransport(String scheme, String address, SynapseNode where) {
        Unsupported transport = new Unsupported(Unsupported.Kind.TRANSPORT, scheme);
        String expected = " (expected: ws, wss, http, https, local, connection or camel as scheme";
        if (!transport.isListed()) {
            build.unsupported(where, "MYL-2012", address + expected + ")", transport, SCHEMES);
            return false;
        }
        String message = withoutSecrets(address) + expected + "; the transport " + scheme
                + " is not there in this version: a message to it is a fault)";
        build.missing(where, "MYL-2018", message, transport);
        return true;
    }

    /** Addresses of brokers and file servers often hold passwords, which do not belong into logs. */
    private static String withoutSecrets(String address) {
        int query = address.indexOf('?');
        String shown = query < 0 ? address : address.substring(0, query) + "?...";
        return shown.replaceFirst("//[^/]*@", "//...@");
    }

    /** Whether senders can make something of it; unlike {@link URI#getHost()} they take any name that DNS takes. */
    private static boolean isReachable(String text) {
        try {
            URI uri = new URI(text.replace("|", "%7C").replace(" ", "%20"));
            String authority = uri.getRawAuthority();
            if (authority == null) {
                return false;
            }
            if (uri.getHost() != null) {
                return uri.getPort() <= HIGHEST_PORT;
            }
            return authority.matches("[A-Za-z0-9._~-]+(:\\d{1,4}|:[1-5]\\d{4}|:6[0-5]\\d{3})?");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The template of an {@code http} endpoint. */
    Optional<EndpointSettings.Target> of(HttpAddress http) {
        Optional<String> method = method(http.method());
        if (http.uriTemplate().isEmpty()) {
            return Optional.of(new EndpointSettings.ByTo(method));
        }
        return texts.filled(http.uriTemplate().get(), "uri-template", http).flatMap(text -> {
            Optional<UriTemplate> parsed = parse(text, "uri-template", http);
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            UriTemplate template = parsed.get();
            String scheme = template.scheme();
            if (!scheme.isEmpty() && !SCHEMES.contains(scheme) && !isTransport(scheme, "uri-template: " + text, http)) {
                return Optional.empty();
            }
            if (scheme.equals("connection") && !ConnectionAddress.check(text, "uri-template", http, build)) {
                return Optional.empty();
            }
            return Optional.of(new EndpointSettings.Template(template, method));
        });
    }

    /** Before MI 4.4 a dollar sign was nothing but a dollar sign. */
    private Optional<UriTemplate> parse(String text, String attribute, SynapseNode where) {
        if (OLD_VARIABLE.matcher(text).find()) {
            build.warning(
                    where,
                    "MYL-2083",
                    attribute + ": " + text + " (expected: ${...} with a Synapse expression, or {name} alone)",
                    "It is taken as a dollar sign, and the property in braces");
            return Optional.of(UriTemplate.parse(text));
        }
        try {
            return Optional.of(UriTemplate.parse(
                    text,
                    (source, at) -> build.compilation().expressions().inside(text, source, at, where.namespaces())));
        } catch (ExpressionSyntaxException wrong) {
            build.error(where, "MYL-2080", attribute + ": " + wrong.getMessage(), wrong.hint());
            return Optional.empty();
        }
    }

    /** The address of a port of a WSDL document, or where that document is. */
    Optional<EndpointSettings.Target> of(WsdlAddress wsdl) {
        if (wsdl.inline().isPresent()) {
            return inDocument(wsdl.inline().get(), wsdl);
        }
        if (wsdl.uri().isEmpty()) {
            String message = "wsdl: nothing in it (expected: uri, or a WSDL document inside)";
            build.error(wsdl, "MYL-2111", message, "Add uri=\"file:...\"");
            return Optional.empty();
        }
        return texts.filled(wsdl.uri().get(), "uri", wsdl).flatMap(uri -> elsewhere(uri, wsdl));
    }

    private Optional<EndpointSettings.Target> elsewhere(String uri, WsdlAddress wsdl) {
        ProjectResources files = new ProjectResources(
                build.compilation().project(), build.compilation().config().directory());
        if (!uri.startsWith("http")) {
            Optional<String> text = files.source(uri);
            if (text.isPresent()) {
                return inDocument(text.get(), wsdl);
            }
            String message = "uri: " + uri + " (expected: a file below the conf directory, or http:, https:)";
            build.warning(wsdl, "MYL-2112", message, "It is looked for again when a message comes");
        }
        return Optional.of(new EndpointSettings.Wsdl(new dev.myelin.engine.mediator.endpoint.wsdl.WsdlAddress(
                uri, part(wsdl.service()), part(wsdl.port()), () -> files.source(uri))));
    }

    private Optional<EndpointSettings.Target> inDocument(String text, WsdlAddress wsdl) {
        try {
            String uri = WsdlDocument.parse(text).address(part(wsdl.service()), part(wsdl.port()));
            return Optional.of(uri)
                    .filter(found -> isAddress(found, "wsdl: address", wsdl))
                    .map(EndpointSettings.Uri::new);
        } catch (IllegalArgumentException wrong) {
            build.error(wsdl, "MYL-2111", "wsdl: " + wrong.getMessage(), "");
            return Optional.empty();
        }
    }

    private Optional<String> part(Optional<String> name) {
        return name.map(texts::withParameters);
    }

    private void warnIfDisabled(String scheme, Address address) {
        DeploymentConfig config = build.compilation().config();
        boolean disabled = (scheme.equals("ws") && !config.ws().enabled())
                || (scheme.equals("wss") && !config.wss().enabled());
        if (disabled) {
            String message = "uri: " + address.uri() + " (expected: an enabled sender for " + scheme + "://)";
            String hint = "Add to deployment.toml: [transport." + scheme + "] sender.enable = true";
            build.warning(address, "MYL-2010", message, hint);
        }
    }
}
