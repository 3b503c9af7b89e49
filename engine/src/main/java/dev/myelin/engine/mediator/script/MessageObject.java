package dev.myelin.engine.mediator.script;

import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.List;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;
import org.slf4j.Logger;

/** What scripts know as {@code mc}: Synapse's script message context. Values go in and out as JavaScript's own. */
final class MessageObject extends ScriptableObject {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "MessageContext";
    private static final String TO = "To";

    private final transient Run run;

    private MessageObject(Run run) {
        this.run = run;
    }

    @Override
    public String getClassName() {
        return NAME;
    }

    /** A function of {@code mc}; arguments that were not given are undefined. */
    private interface Method {
        @Nullable
        Object call(Exchange exchange, Object[] arguments, Scriptable scope);
    }

    /** What all of them have in common, for scopes over {@code standard}. */
    static Scriptable prototype(ScriptableObject standard) {
        ScriptableObject prototype =
                (ScriptableObject) Context.getCurrentContext().newObject(standard);
        payload(prototype);
        headers(prototype);
        properties(prototype);
        addressing(prototype);
        method(prototype, "isResponse", (exchange, arguments, scope) -> MessageContext.of(exchange)
                .isResponse());
        method(prototype, "setResponse", (exchange, arguments, scope) -> {
            MessageContext.of(exchange).setResponse(Context.toBoolean(argument(arguments, 0)));
            return null;
        });
        log(prototype, standard);
        prototype.sealObject();
        return prototype;
    }

    static Scriptable of(Run run, Scriptable prototype, Scriptable scope) {
        MessageObject made = new MessageObject(run);
        made.setParentScope(scope);
        made.setPrototype(prototype);
        return made;
    }

    private static void payload(ScriptableObject prototype) {
        method(prototype, "getPayloadXML", (exchange, arguments, scope) -> {
            List<XdmNode> content =
                    Envelopes.elements(Envelopes.body(Payload.of(exchange).envelope()));
            return content.isEmpty() ? null : ScriptValues.xml(content.get(0), scope);
        });
        method(prototype, "setPayloadXML", (exchange, arguments, scope) -> {
            MessageAccess.setXml(exchange, ScriptValues.text(argument(arguments, 0)));
            return null;
        });
        method(
                prototype,
                "getEnvelopeXML",
                (exchange, arguments, scope) ->
                        ScriptValues.xml(Payload.of(exchange).envelope().getOutermostElement(), scope));
        method(
                prototype,
                "getPayloadJSON",
                (exchange, arguments, scope) ->
                        ScriptValues.json(Payload.of(exchange).json(), scope));
        method(
                prototype,
                "jsonObject",
                (exchange, arguments, scope) ->
                        ScriptValues.json(Payload.of(exchange).json(), scope));
        method(prototype, "setPayloadJSON", (exchange, arguments, scope) -> {
            MessageAccess.setJson(exchange, ScriptValues.json(argument(arguments, 0), scope));
            return null;
        });
        method(prototype, "setJsonObject", (exchange, arguments, scope) -> {
            MessageAccess.setJson(exchange, ScriptValues.json(argument(arguments, arguments.length - 1), scope));
            return null;
        });
        method(prototype, "getJsonText", (exchange, arguments, scope) -> Payload.of(exchange)
                .json()
                .toString());
        method(prototype, "setJsonText", (exchange, arguments, scope) -> {
            MessageAccess.setJson(exchange, ScriptValues.json(argument(arguments, arguments.length - 1), scope));
            return null;
        });
        method(prototype, "getPayloadText", (exchange, arguments, scope) -> Payload.of(exchange)
                .text());
        method(prototype, "setPayloadText", (exchange, arguments, scope) -> {
            MessageAccess.setText(exchange, ScriptValues.text(argument(arguments, 0)));
            return null;
        });
    }

    private static void headers(ScriptableObject prototype) {
        method(prototype, "addHeader", (exchange, arguments, scope) -> {
            boolean mustUnderstand = Context.toBoolean(argument(arguments, 0));
            MessageAccess.addHeader(exchange, mustUnderstand, ScriptValues.text(argument(arguments, 1)));
            return null;
        });
    }

    private static void properties(ScriptableObject prototype) {
        method(
                prototype,
                "getProperty",
                (exchange, arguments, scope) -> ScriptValues.toScript(
                        MessageContext.get(
                                exchange, scope(argument(arguments, 1)), ScriptValues.text(argument(arguments, 0))),
                        scope));
        method(prototype, "setProperty", (exchange, arguments, scope) -> {
            String name = ScriptValues.text(argument(arguments, 0));
            Object value = ScriptValues.toJava(argument(arguments, 1), scope);
            MessageAccess.setProperty(exchange, scope(argument(arguments, 2)), name, value);
            return null;
        });
        method(prototype, "removeProperty", (exchange, arguments, scope) -> {
            MessageContext.remove(exchange, scope(argument(arguments, 1)), ScriptValues.text(argument(arguments, 0)));
            return null;
        });
        method(prototype, "getPropertyKeySet", (exchange, arguments, scope) -> Context.getCurrentContext()
                .newArray(scope, exchange.getProperties().keySet().toArray()));
    }

    private static void addressing(ScriptableObject prototype) {
        for (String name : List.of(TO, "ReplyTo", "From", "FaultTo", "MessageID")) {
            accessors(prototype, name, name);
        }
        accessors(prototype, "WSAAction", "Action");
        accessors(prototype, "SoapAction", "Action");
    }

    private static void accessors(ScriptableObject prototype, String suffix, String property) {
        method(
                prototype,
                "get" + suffix,
                (exchange, arguments, scope) -> MessageContext.text(exchange, Scope.DEFAULT, property));
        method(prototype, "set" + suffix, (exchange, arguments, scope) -> {
            Object value = ScriptValues.toJava(argument(arguments, 0), scope);
            MessageAccess.setProperty(exchange, Scope.DEFAULT, property, value);
            return null;
        });
    }

    private static void log(ScriptableObject prototype, ScriptableObject standard) {
        ScriptableObject log = (ScriptableObject) Context.getCurrentContext().newObject(standard);
        writer(log, "debug", Logger::debug);
        writer(log, "info", Logger::info);
        writer(log, "warn", Logger::warn);
        writer(log, "error", Logger::error);
        log.sealObject();
        LambdaFunction getter = new LambdaFunction(
                prototype,
                "getServiceLog",
                0,
                // The log knows the run that it belongs to as mc does, and has other functions.
                (context, scope, self, arguments) -> of(((MessageObject) self).run, log, scope));
        prototype.put("getServiceLog", prototype, getter);
    }

    private interface Writer {
        void write(Logger log, String text);
    }

    private static void writer(ScriptableObject log, String name, Writer writer) {
        log.put(name, log, new LambdaFunction(log, name, 1, (context, scope, self, arguments) -> {
            if (self instanceof MessageObject message) {
                writer.write(message.run.log(), ScriptValues.text(argument(arguments, 0)));
            }
            return Undefined.instance;
        }));
    }

    private static void method(ScriptableObject prototype, String name, Method method) {
        prototype.put(name, prototype, new LambdaFunction(prototype, name, 0, (context, scope, self, arguments) -> {
            if (!(self instanceof MessageObject message)) {
                throw Fault.of(ErrorCode.MEDIATION, name + " (expected: a call on mc)");
            }
            Run run = message.run;
            // Of the run, not of the function: what is made belongs to this script only.
            Scriptable own = message.getParentScope();
            Object[] result = new Object[1];
            run.turn().use(() -> {
                result[0] = method.call(run.exchange(), arguments, own);
                return run;
            });
            return result[0];
        }));
    }

    private static Object argument(Object[] arguments, int index) {
        return index >= 0 && index < arguments.length ? arguments[index] : Undefined.instance;
    }

    private static Scope scope(Object name) {
        if (Undefined.isUndefined(name) || name == null) {
            return Scope.DEFAULT;
        }
        return MessageAccess.scope(ScriptValues.text(name));
    }
}
