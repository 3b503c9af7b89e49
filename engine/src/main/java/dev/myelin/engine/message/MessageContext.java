package dev.myelin.engine.message;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What Myelin knows of one message beyond Camel's exchange: its source, its direction, the property scopes that Camel
 * has no place for. The default scope is the exchange's properties, the transport scope the message's headers, so that
 * plain Camel routes see them too. Not thread-safe: an exchange is in one thread's hands at a time.
 */
public final class MessageContext {
    private static final String KEY = "myelin.context";

    private static final long LONGEST_WAIT = TimeUnit.DAYS.toNanos(365);

    private final Source source;
    /** Of the message that this one came of, by a back-end's reply; itself for all others. */
    private final MessageContext root;

    /** When the last of the waits for back-ends is over ({@link System#nanoTime}); 0 before the first. */
    private volatile long awaited;

    private boolean response;
    private boolean replied;
    private boolean fromBackEnd;
    private @Nullable Runnable whenAnswered;
    private @Nullable Fault fault;
    private @Nullable Object bodyAtFault;
    private int depth;
    private @Nullable Deque<Map<String, Object>> templates;
    private @Nullable Map<String, Object> axis2;
    private @Nullable Map<String, Object> axis2Client;
    private @Nullable Map<String, Object> operation;

    private int hops;
    private @Nullable String messageId;

    private MessageContext(Source source, @Nullable MessageContext before) {
        this.source = source;
        this.root = before == null ? this : before.root;
    }

    /** Makes the context of a new exchange. */
    public static MessageContext attach(Exchange exchange, Source source) {
        MessageContext context = new MessageContext(source, null);
        exchange.setProperty(KEY, context);
        return context;
    }

    /**
     * Makes the context of a new exchange that a message of {@code caller} waits for.
     *
     * @return how deep it is nested
     */
    public static int attachBelow(Exchange exchange, Source source, MessageContext caller) {
        MessageContext context = attach(exchange, source);
        context.depth = caller.depth + 1;
        context.messageId = caller.knownMessageId();
        return context.depth;
    }

    /** Makes the context of the exchange of a reply to the message of {@code request}. */
    public static MessageContext attachReply(Exchange reply, MessageContext request) {
        MessageContext context = new MessageContext(request.source, request);
        reply.setProperty(KEY, context);
        context.markResponse();
        context.hops = request.hops + 1;
        return context;
    }

    /** How many back-ends have answered on the way to this message, one after the other. */
    public int hops() {
        return hops;
    }

    /** The context of {@code exchange}; made with {@link Source#NONE} when a plain Camel route started it. */
    public static MessageContext of(Exchange exchange) {
        Object found = exchange.getProperty(KEY);
        return found instanceof MessageContext context ? context : attach(exchange, Source.NONE);
    }

    /** The id of the message that this one came of; taken from {@code ids} when first asked for. From any thread. */
    public String messageId(Supplier<String> ids) {
        return root.ownMessageId(ids);
    }

    private synchronized String ownMessageId(Supplier<String> ids) {
        String made = messageId;
        if (made == null) {
            made = ids.get();
            messageId = made;
        }
        return made;
    }

    private @Nullable String knownMessageId() {
        synchronized (root) {
            return root.messageId;
        }
    }

    /** Where the message came from. */
    public Source source() {
        return source;
    }

    /** Whether this is a reply of a back-end on its way to the caller. */
    public boolean isResponse() {
        return response;
    }

    /** Marks this message as the reply of a back-end. */
    public void markResponse() {
        turnBack();
        fromBackEnd = true;
    }

    /** Marks this message as a reply that no back-end made: its headers are still those of the request. */
    public void turnBack() {
        response = true;
        replied = true;
    }

    /** Whether its headers are those of a back-end's reply. */
    public boolean isFromBackEnd() {
        return fromBackEnd;
    }

    /** Whether this message became a reply on its way, as that of a {@code call} does. */
    public boolean hasReplied() {
        return replied;
    }

    /** Gives the message back to its source, and tells who waits for the answer. */
    public void answer(Exchange exchange) {
        source.respond(exchange);
        if (whenAnswered != null) {
            whenAnswered.run();
        }
    }

    /** Has {@code told} run when this message, or one made of it, was given back to the source. */
    public void whenAnswered(Runnable told) {
        Runnable before = whenAnswered;
        whenAnswered = before == null
                ? told
                : () -> {
                    told.run();
                    before.run();
                };
    }

    /** Makes the context of a message that is made of this one and goes on by itself. */
    public MessageContext branch(Exchange part) {
        MessageContext context = new MessageContext(source, this);
        part.setProperty(KEY, context);
        copyScopesTo(context);
        context.response = response;
        context.fromBackEnd = fromBackEnd;
        context.depth = depth;
        return context;
    }

    /** Makes the context of a copy that goes on by itself, when and where nobody waits for this message any more. */
    public void detach(Exchange copy, Source other) {
        MessageContext context = new MessageContext(other, null);
        copy.setProperty(KEY, context);
        copyScopesTo(context);
        context.whenAnswered = null;
        context.response = response;
        context.fromBackEnd = fromBackEnd;
        context.messageId = knownMessageId();
    }

    /** Says whether this message is a reply: what {@code RESPONSE} is set to. */
    public void setResponse(boolean reply) {
        response = reply;
    }

    /** The message waits for a back-end from now on, at most so long. From any thread. */
    public void awaits(Duration longest) {
        root.awaitsUntil(System.nanoTime() + Math.min(LONGEST_WAIT, TimeUnit.MILLISECONDS.toNanos(longest.toMillis())));
    }

    private synchronized void awaitsUntil(long end) {
        if (awaited == 0 || end - awaited > 0) {
            awaited = end;
        }
    }

    /** How long the message, or one that came of it, may still wait for back-ends; not positive for no more. From any thread. */
    public long awaitedMillis() {
        long end = root.awaited;
        return end == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    /** The fault that this message ran into, once a fault handler has seen it; null when there was none. */
    public @Nullable Fault fault() {
        return fault;
    }

    /** Remembers the fault, so that whoever answers a waiting caller knows of it. */
    public void fail(Fault cause) {
        fault = cause;
    }

    /** Remembers what the message held when it failed: a body set after that is the fault sequence's answer. */
    void failedWith(@Nullable Object body) {
        bodyAtFault = body;
    }

    /** Whether {@code body} was set after the fault. */
    public boolean isSetSinceFault(@Nullable Object body) {
        return fault != null && body != bodyAtFault;
    }

    /** Counts one more nested sequence; the new depth, from 1. */
    public int enterSequence() {
        return ++depth;
    }

    /** The counterpart of {@link #enterSequence()}. */
    public void leaveSequence() {
        depth--;
    }

    /** Gives the parameters of a template their values, until {@link #leaveTemplate()}. */
    public void enterTemplate(Map<String, Object> values) {
        Deque<Map<String, Object>> running = templates == null ? new ArrayDeque<>() : templates;
        templates = running;
        running.push(values);
    }

    /** The counterpart of {@link #enterTemplate}. */
    public void leaveTemplate() {
        if (templates != null) {
            templates.poll();
        }
    }

    /** The parameter of the template that runs; null when it has none of that name, or none runs. */
    public @Nullable Object parameter(String name) {
        Map<String, Object> values = templates == null ? null : templates.peek();
        return values == null ? null : values.get(name);
    }

    /** A property of {@code scope}, of the message itself or of its source; null when it is not there. */
    public static @Nullable Object get(Exchange exchange, Scope scope, String name) {
        return switch (scope) {
            case DEFAULT -> {
                Object own = exchange.getProperty(name);
                if (own == null && WsAddressing.knows(name)) {
                    own = WsAddressing.property(exchange, name);
                }
                yield own != null ? own : of(exchange).source.property(exchange, scope, name);
            }
            case TRANSPORT -> exchange.getMessage().getHeader(name);
            case SYSTEM -> System.getProperty(name);
            case REGISTRY -> null;
            case AXIS2, AXIS2_CLIENT, OPERATION -> of(exchange).scoped(exchange, scope, name);
        };
    }

    /** {@link #get} as text; empty string never stands for absence, null does. */
    public static @Nullable String text(Exchange exchange, Scope scope, String name) {
        Object value = get(exchange, scope, name);
        return value == null ? null : value.toString();
    }

    /** Sets a property; {@link Scope#SYSTEM} and {@link Scope#REGISTRY} are read only and must not be passed. */
    public static void set(Exchange exchange, Scope scope, String name, Object value) {
        switch (scope) {
            case DEFAULT -> exchange.setProperty(name, value);
            case TRANSPORT -> exchange.getMessage().setHeader(name, value);
            case AXIS2, AXIS2_CLIENT, OPERATION -> of(exchange).map(scope).put(name, value);
            case SYSTEM, REGISTRY -> throw new IllegalArgumentException("scope: " + scope + " (expected: writable)");
        }
    }

    /** Removes a property of the message itself. */
    public static void remove(Exchange exchange, Scope scope, String name) {
        switch (scope) {
            case DEFAULT -> exchange.removeProperty(name);
            case TRANSPORT -> exchange.getMessage().removeHeader(name);
            case AXIS2, AXIS2_CLIENT, OPERATION -> of(exchange).map(scope).remove(name);
            case SYSTEM, REGISTRY -> throw new IllegalArgumentException("scope: " + scope + " (expected: writable)");
        }
    }

    /** Whether {@code name} is {@code true} in any scope, as string or boolean ({@code OUT_ONLY}). */
    public static boolean isTrueAnywhere(Exchange exchange, String name) {
        MessageContext context = of(exchange);
        return isTrue(exchange.getProperty(name))
                || isTrue(context.scoped(exchange, Scope.AXIS2, name))
                || isTrue(context.scoped(exchange, Scope.AXIS2_CLIENT, name))
                || isTrue(context.scoped(exchange, Scope.OPERATION, name))
                || (exchange.getMessage().hasHeaders()
                        && isTrue(exchange.getMessage().getHeader(name)));
    }

    /** Whether a property value means true. */
    public static boolean isTrue(@Nullable Object value) {
        return value != null && (value == Boolean.TRUE || "true".equalsIgnoreCase(value.toString()));
    }

    /** A property of {@link Scope#AXIS2} that the message itself has; null when it has none of that name. */
    @Nullable
    Object ownAxis2(String name) {
        return axis2 == null ? null : axis2.get(name);
    }

    /** The message's own properties of {@link Scope#AXIS2}; read only. */
    public Map<String, Object> axis2() {
        return axis2 == null ? Map.of() : Collections.unmodifiableMap(axis2);
    }

    /** Copies the scopes that are kept here, and who waits for an answer, to the context of another exchange, such as that of a reply. */
    public void copyScopesTo(MessageContext other) {
        other.whenAnswered = whenAnswered;
        if (axis2 != null) {
            other.map(Scope.AXIS2).putAll(axis2);
        }
        if (templates != null && !templates.isEmpty()) {
            other.enterTemplate(templates.element());
        }
        if (axis2Client != null) {
            other.map(Scope.AXIS2_CLIENT).putAll(axis2Client);
        }
        if (operation != null) {
            other.map(Scope.OPERATION).putAll(operation);
        }
    }

    private @Nullable Object scoped(Exchange exchange, Scope scope, String name) {
        Map<String, Object> map =
                switch (scope) {
                    case AXIS2 -> axis2;
                    case AXIS2_CLIENT -> axis2Client;
                    default -> operation;
                };
        Object own = map == null ? null : map.get(name);
        return own != null ? own : source.property(exchange, scope, name);
    }

    private Map<String, Object> map(Scope scope) {
        switch (scope) {
            case AXIS2 -> {
                return axis2 == null ? axis2 = new HashMap<>() : axis2;
            }
            case AXIS2_CLIENT -> {
                return axis2Client == null ? axis2Client = new HashMap<>() : axis2Client;
            }
            default -> {
                return operation == null ? operation = new HashMap<>() : operation;
            }
        }
    }
}
