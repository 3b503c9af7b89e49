package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.expression.tree.Call;
import dev.myelin.engine.expression.tree.Node;
import dev.myelin.engine.expression.tree.Source;
import dev.myelin.engine.expression.tree.Values;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the names in a Synapse expression stand for. */
final class Names {
    private final ExternalTexts external;
    private final Function<String, SynapseExpression> xpaths;

    /** With what compiles an XPath at this place of the configuration. */
    Names(ExternalTexts external, Function<String, SynapseExpression> xpaths) {
        this.external = external;
        this.xpaths = xpaths;
    }

    /** The JSON of the payload, or its text where it has none. */
    Source payload() {
        return Names::payloadOf;
    }

    private static @Nullable Object payloadOf(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        JsonNode json = payload.structure();
        if (json != null) {
            return json;
        }
        String text = payload.isText() ? payload.text() : "";
        return text.isEmpty() ? null : text;
    }

    Source variable(String name) {
        return exchange -> XmlText.wrap(exchange.getVariable(name));
    }

    Source header(String name) {
        return in(Scope.TRANSPORT, name);
    }

    Source property(String name) {
        PropertyRead read = SpecialProperties.getProperty(name);
        return exchange -> XmlText.wrap(read.read(exchange));
    }

    Source axis2Property(String name) {
        return in(Scope.AXIS2, name);
    }

    private static Source in(Scope scope, String name) {
        return exchange -> XmlText.wrap(MessageContext.get(exchange, scope, name));
    }

    Source queryParameter(String name) {
        String property = "query.param." + name;
        return exchange -> {
            Object own = MessageContext.get(exchange, Scope.DEFAULT, property);
            String text = own == null ? UrlParameters.get(exchange, name) : own.toString();
            return text.isEmpty() ? null : text;
        };
    }

    Source pathParameter(String name) {
        return in(Scope.DEFAULT, "uri.var." + name);
    }

    Source templateParameter(String name) {
        return exchange -> XmlText.wrap(MessageContext.of(exchange).parameter(name));
    }

    Source config(String name) {
        return exchange -> external.config(name).orElse(null);
    }

    Source xpath(String path) {
        return read(xpaths.apply(path));
    }

    private static Source read(SynapseExpression path) {
        return path instanceof XPathExpression full
                ? exchange -> XmlText.of(full.nodes(exchange), full.source())
                : exchange -> XmlText.wrap(path.evaluate(exchange, Object.class));
    }

    /** A path that starts at the element that a variable holds. */
    Source xpathIn(String variable, String path) {
        SynapseExpression compiled = xpaths.apply(path.startsWith("/") ? "." + path : path);
        if (!(compiled instanceof XPathExpression full)) {
            return read(compiled);
        }
        return exchange -> {
            XdmNode element = element(exchange.getVariable(variable));
            return element == null ? null : XmlText.of(full.nodesIn(element, exchange), full.source());
        };
    }

    private static @Nullable XdmNode element(@Nullable Object value) {
        if (value == null || value instanceof XdmNode) {
            return (XdmNode) value;
        }
        String text = Values.text(XmlText.wrap(value)).strip();
        if (!text.startsWith("<")) {
            throw Fault.of(ErrorCode.MEDIATION, "xpath(): the variable holds no XML (expected: an element)");
        }
        return Payload.ofText(text, "application/xml").xml();
    }

    /** What a key that stands in the expression names: read now; where there is nothing, for each message. */
    Node registry(String key) {
        Optional<String> text = external.registry(key);
        return text.isPresent() ? new Node.Constant(text.get()) : registry(new Node.Constant(key), "");
    }

    /** What a key names, or a property of it; an empty name is the text itself. */
    Node registry(Node key, String property) {
        return new Call("registry", arguments -> resource(arguments.text(0), property), List.of(key));
    }

    private @Nullable Object resource(String key, String property) {
        if (property.isEmpty()) {
            return external.registry(key)
                    .orElseThrow(() -> Fault.of(
                            ErrorCode.MEDIATION,
                            "registry: " + key + " (expected: a file of the registry folder, or a local entry)"));
        }
        Properties properties = new Properties();
        try {
            properties.load(
                    new StringReader(external.registry(key + ".properties").orElse("")));
        } catch (IOException | IllegalArgumentException broken) {
            throw Fault.of(ErrorCode.MEDIATION, "registry: " + key + ".properties: " + broken.getMessage());
        }
        return properties.getProperty(property);
    }

    Node secret(String alias) {
        return new Node.Read(exchange -> external.neededSecret(alias));
    }
}
