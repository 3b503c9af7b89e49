package dev.myelin.engine.mediator.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.XmlTrees;
import net.sf.saxon.s9api.XdmNode;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeJSON;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.json.JsonParser;
import org.mozilla.javascript.xml.XMLObject;

/** Values of JavaScript from values of messages and back. */
final class ScriptValues {
    private ScriptValues() {}

    /** An element as JavaScript's XML (E4X). */
    static Object xml(XdmNode element, Scriptable scope) {
        return Context.getCurrentContext().newObject(scope, "XML", new Object[] {XmlTrees.serialize(element)});
    }

    /** JSON as JavaScript's values; null when there is none. */
    static @Nullable Object json(JsonNode json, Scriptable scope) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        try {
            return new JsonParser(Context.getCurrentContext(), scope).parseValue(json.toString());
        } catch (JsonParser.ParseException e) {
            throw Fault.of(ErrorCode.PARSING, "The payload is not JSON: " + e.getMessage());
        }
    }

    /** A value of JavaScript as JSON; a text is read as JSON. */
    static JsonNode json(Object value, Scriptable scope) {
        String text;
        if (value instanceof CharSequence given) {
            text = given.toString();
        } else {
            Object made = NativeJSON.stringify(Context.getCurrentContext(), scope, value, null, null);
            text = Undefined.isUndefined(made) || made == null ? "null" : made.toString();
        }
        return MessageAccess.json(text);
    }

    /** A value of a property as JavaScript's. */
    static @Nullable Object toScript(@Nullable Object value, Scriptable scope) {
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof XdmNode node) {
            return xml(node, scope);
        }
        return value instanceof JsonNode json ? json(json, scope) : value.toString();
    }

    /** A value of JavaScript as the value of a property; null for null and undefined. */
    static @Nullable Object toJava(Object value, Scriptable scope) {
        if (value == null || Undefined.isUndefined(value)) {
            return null;
        }
        if (value instanceof XMLObject) {
            return Payload.ofText(text(value), MessageFormat.POX.contentType()).xml();
        }
        if (value instanceof Number number) {
            return number(number.doubleValue());
        }
        if (value instanceof Boolean) {
            return value;
        }
        return value instanceof Scriptable && "Object".equals(((Scriptable) value).getClassName())
                        || value instanceof Scriptable array && "Array".equals(array.getClassName())
                ? json(value, scope)
                : text(value);
    }

    /** A value as text: the markup of XML, else what JavaScript makes of it. */
    static String text(Object value) {
        if (value instanceof XMLObject xml) {
            return Context.toString(ScriptableObject.callMethod(xml, "toXMLString", new Object[0]));
        }
        return Context.toString(value);
    }

    private static Object number(double value) {
        if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
            return (int) value;
        }
        if (value == Math.rint(value) && Math.abs(value) < 9e15) {
            return (long) value;
        }
        return value;
    }
}
