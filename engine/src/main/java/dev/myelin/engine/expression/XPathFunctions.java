package dev.myelin.engine.expression;

import dev.myelin.engine.message.Fault;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.sf.saxon.Controller;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.functions.FunctionLibrary;
import net.sf.saxon.functions.IntegratedFunctionLibrary;
import net.sf.saxon.lib.ExtensionFunctionCall;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.om.Item;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.Sequence;
import net.sf.saxon.om.StructuredQName;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.SequenceType;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Synapse's own XPath functions. They have no prefix, {@code fn:} (which then means the same) or one that is bound to
 * Synapse's namespace.
 */
final class XPathFunctions {
    static final String SYNAPSE_NAMESPACE = "http://ws.apache.org/ns/synapse";

    private XPathFunctions() {}

    /** Gives the functions called in one evaluation their message. */
    static void setMessage(Controller controller, Exchange exchange) {
        controller.setUserData(XPathFunctions.class, "exchange", exchange);
    }

    static FunctionLibrary table(PropertyReads reads, ExternalTexts external) {
        IntegratedFunctionLibrary library = new IntegratedFunctionLibrary();
        for (NamespaceUri namespace : List.of(NamespaceUri.FN, NamespaceUri.of(SYNAPSE_NAMESPACE))) {
            library.registerFunction(
                    new Definition(namespace, "get-property", 3, (exchange, arguments) -> reads.property(arguments)
                            .read(exchange)));
            library.registerFunction(
                    new Definition(namespace, "base64Encode", 2, (exchange, arguments) -> Base64.getEncoder()
                            .encodeToString(arguments.get(0).getBytes(charset(arguments)))));
            library.registerFunction(new Definition(
                    namespace,
                    "base64Decode",
                    2,
                    (exchange, arguments) ->
                            new String(Base64.getMimeDecoder().decode(arguments.get(0)), charset(arguments))));
            library.registerFunction(new Definition(
                    namespace,
                    "url-encode",
                    2,
                    (exchange, arguments) -> URLEncoder.encode(arguments.get(0), charset(arguments))));
            // Where MI looks for a secret, its other arguments, is for the engine to know.
            library.registerFunction(new Definition(
                    namespace, "vault-lookup", 3, (exchange, arguments) -> external.neededSecret(arguments.get(0))));
        }
        return library;
    }

    private static Charset charset(List<String> arguments) {
        return arguments.size() < 2 ? StandardCharsets.UTF_8 : Charset.forName(arguments.get(1));
    }

    private interface Body {
        @Nullable
        Object apply(Exchange exchange, List<String> arguments);
    }

    private static final class Definition extends ExtensionFunctionDefinition {
        private final StructuredQName name;
        private final int maximum;
        private final Body body;

        Definition(NamespaceUri namespace, String name, int maximum, Body body) {
            this.name = new StructuredQName("", namespace, name);
            this.maximum = maximum;
            this.body = body;
        }

        @Override
        public StructuredQName getFunctionQName() {
            return name;
        }

        @Override
        public int getMinimumNumberOfArguments() {
            return 1;
        }

        @Override
        public int getMaximumNumberOfArguments() {
            return maximum;
        }

        @Override
        public SequenceType[] getArgumentTypes() {
            return new SequenceType[] {SequenceType.OPTIONAL_STRING};
        }

        @Override
        public SequenceType getResultType(SequenceType[] arguments) {
            return SequenceType.ANY_SEQUENCE;
        }

        @Override
        public ExtensionFunctionCall makeCallExpression() {
            return new Call(body);
        }
    }

    private static final class Call extends ExtensionFunctionCall {
        private final Body body;

        Call(Body body) {
            this.body = body;
        }

        @Override
        public Sequence call(XPathContext context, Sequence[] arguments) throws XPathException {
            List<String> texts = new ArrayList<>(arguments.length);
            for (Sequence argument : arguments) {
                Item first = argument.head();
                texts.add(first == null ? "" : first.getStringValue());
            }
            Exchange exchange = (Exchange) context.getController().getUserData(XPathFunctions.class, "exchange");
            try {
                return XPathValues.of(body.apply(exchange, texts));
            } catch (Fault fault) {
                throw fault;
            } catch (IllegalArgumentException bad) {
                throw new XPathException(bad.getMessage());
            }
        }
    }
}
