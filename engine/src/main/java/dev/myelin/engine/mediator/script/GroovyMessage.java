package dev.myelin.engine.mediator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.XmlTrees;
import groovy.json.JsonOutput;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What Groovy scripts know as {@code mc}: Synapse's script message context. XML and JSON are texts, as the slurpers of Groovy
 * take them; {@link #jsonObject()} has maps and lists. Public, for Groovy calls it.
 */
public final class GroovyMessage {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String DEFAULT = "default";

    private final Run run;

    GroovyMessage(Run run) {
        this.run = run;
    }

    /** The payload of the body as XML; null when the body is empty. */
    public @Nullable String getPayloadXML() {
        return read(exchange -> {
            List<XdmNode> content =
                    Envelopes.elements(Envelopes.body(Payload.of(exchange).envelope()));
            return content.isEmpty() ? null : XmlTrees.serialize(content.get(0));
        });
    }

    /** Sets the payload of the body: the text of one element, with or without an XML declaration. */
    public void setPayloadXML(Object xml) {
        change(exchange -> MessageAccess.setXml(exchange, xml.toString()));
    }

    /** The whole SOAP envelope as XML. */
    public String getEnvelopeXML() {
        return read(
                exchange -> XmlTrees.serialize(Payload.of(exchange).envelope().getOutermostElement()));
    }

    /** Adds an element, given as text, to the headers of the envelope. */
    public void addHeader(boolean mustUnderstand, Object xml) {
        change(exchange -> MessageAccess.addHeader(exchange, mustUnderstand, xml.toString()));
    }

    /** The payload as the text of its JSON. */
    public String getPayloadJSON() {
        return read(exchange -> Payload.of(exchange).json().toString());
    }

    /** The same as {@link #getPayloadJSON()}. */
    public String getJsonText() {
        return getPayloadJSON();
    }

    /** The payload as maps, lists, texts, numbers and truth values; null when it is null. */
    public @Nullable Object jsonObject() {
        return read(exchange -> plain(Payload.of(exchange).json()));
    }

    /** Sets the payload: a text of JSON, or maps and lists. */
    public void setPayloadJSON(@Nullable Object json) {
        JsonNode made = MessageAccess.json(json instanceof CharSequence ? json.toString() : JsonOutput.toJson(json));
        change(exchange -> MessageAccess.setJson(exchange, made));
    }

    /** The same as {@link #setPayloadJSON(Object)}. */
    public void setJsonObject(@Nullable Object json) {
        setPayloadJSON(json);
    }

    /** The same as {@link #setPayloadJSON(Object)}. */
    public void setJsonText(@Nullable Object json) {
        setPayloadJSON(json);
    }

    /** The payload as text. */
    public String getPayloadText() {
        return read(exchange -> Payload.of(exchange).text());
    }

    /** Sets the payload to a text. */
    public void setPayloadText(Object text) {
        change(exchange -> MessageAccess.setText(exchange, text.toString()));
    }

    /** A property of the default scope; null when it is not there. */
    public @Nullable Object getProperty(String name) {
        return getProperty(name, DEFAULT);
    }

    /** A property of a scope; null when it is not there. JSON comes as maps and lists, XML as text. */
    public @Nullable Object getProperty(String name, String scope) {
        return read(exchange -> plain(MessageContext.get(exchange, MessageAccess.scope(scope), name)));
    }

    /** Sets a property of the default scope; null removes it. */
    public void setProperty(String name, @Nullable Object value) {
        setProperty(name, value, DEFAULT);
    }

    /** Sets a property of a scope; null removes it. */
    public void setProperty(String name, @Nullable Object value, String scope) {
        Object kept = value instanceof Number || value instanceof Boolean || value == null ? value : made(value);
        change(exchange -> MessageAccess.setProperty(exchange, MessageAccess.scope(scope), name, kept));
    }

    /** Removes a property of the default scope. */
    public void removeProperty(String name) {
        setProperty(name, null);
    }

    /** Removes a property of a scope. */
    public void removeProperty(String name, String scope) {
        setProperty(name, null, scope);
    }

    /** The names of the message's own properties of the default scope. */
    public Set<String> getPropertyKeySet() {
        return read(exchange -> Set.copyOf(exchange.getProperties().keySet()));
    }

    /** Where the message goes. */
    public @Nullable Object getTo() {
        return getProperty("To");
    }

    /** Sets where the message goes. */
    public void setTo(Object address) {
        setProperty("To", address.toString());
    }

    /** The address that answers go to. */
    public @Nullable Object getReplyTo() {
        return getProperty("ReplyTo");
    }

    /** Sets the address that answers go to. */
    public void setReplyTo(Object address) {
        setProperty("ReplyTo", address.toString());
    }

    /** The address that the message comes from. */
    public @Nullable Object getFrom() {
        return getProperty("From");
    }

    /** Sets the address that the message comes from. */
    public void setFrom(Object address) {
        setProperty("From", address.toString());
    }

    /** The address that faults go to. */
    public @Nullable Object getFaultTo() {
        return getProperty("FaultTo");
    }

    /** Sets the address that faults go to. */
    public void setFaultTo(Object address) {
        setProperty("FaultTo", address.toString());
    }

    /** The WS-Addressing id. */
    public @Nullable Object getMessageID() {
        return getProperty("MessageID");
    }

    /** Sets the WS-Addressing id. */
    public void setMessageID(Object id) {
        setProperty("MessageID", id.toString());
    }

    /** The SOAP action. */
    public @Nullable Object getSoapAction() {
        return getProperty("Action");
    }

    /** Sets the SOAP action. */
    public void setSoapAction(Object action) {
        setProperty("Action", action.toString());
    }

    /** The same as {@link #getSoapAction()}. */
    public @Nullable Object getWSAAction() {
        return getSoapAction();
    }

    /** The same as {@link #setSoapAction(Object)}. */
    public void setWSAAction(Object action) {
        setSoapAction(action);
    }

    /** Whether the message is a response. */
    public boolean isResponse() {
        return read(exchange -> MessageContext.of(exchange).isResponse());
    }

    /** Says whether the message is a response. */
    public void setResponse(boolean response) {
        change(exchange -> MessageContext.of(exchange).setResponse(response));
    }

    /** Where the script may write: the log of its artefact. */
    public Logger getServiceLog() {
        return run.log();
    }

    private <T extends @Nullable Object> T read(Function<Exchange, T> reader) {
        return run.turn().use(() -> reader.apply(run.exchange()));
    }

    private void change(Consumer<Exchange> change) {
        run.turn().use(() -> {
            change.accept(run.exchange());
            return run;
        });
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof XdmNode node) {
            return XmlTrees.serialize(node);
        }
        return value instanceof JsonNode json ? MAPPER.convertValue(json, Object.class) : value;
    }

    private static Object made(Object value) {
        boolean structured = value instanceof java.util.Map || value instanceof java.util.Collection;
        return structured ? MessageAccess.json(JsonOutput.toJson(value)) : value.toString();
    }
}
