package dev.myelin.samples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket server that speaks JSON-RPC 2.0: {@code echo} gives its {@code params} back, {@code add} their sum, {@code
 * wait} answers {@code "done"} after {@code params[0]} milliseconds, while others are answered. Notifications get no answer,
 * batches one.
 */
public final class RpcBackend implements AutoCloseable {
    private static final int DEFAULT_PORT = 8085;
    private static final String PATH = "/rpc";
    private static final Logger LOG = LoggerFactory.getLogger(RpcBackend.class);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final BackendServer server;

    private RpcBackend(BackendServer server) {
        this.server = server;
    }

    /** In which order requests that came together are answered. */
    public enum Order {
        /** As they came. */
        AS_ASKED,
        /** In any order, on purpose. */
        SHUFFLED
    }

    /**
     * Starts one with a thread of its own.
     *
     * @param host what to bind to, such as {@code localhost}
     * @param port 0 for any free one
     * @param path the one path that is served, such as {@code /rpc}
     * @throws java.io.UncheckedIOException when the port cannot be bound; its message names the address
     */
    public static RpcBackend start(String host, int port, String path, Order order) {
        return new RpcBackend(BackendServer.bind(
                host,
                port,
                BackendServer.Threads.own("rpc-backend"),
                channel -> WebSocketPipeline.build(channel.pipeline(), path, new Rpc(order))));
    }

    /** The port that is bound. */
    public int port() {
        return server.port();
    }

    /** Ends the listener and every connection at once, without a close frame, as a back-end that dies does. */
    @Override
    public void close() {
        server.close();
    }

    /** Runs until the process ends: {@code RpcBackend [PORT [PATH]]}. */
    public static void main(String[] args) {
        BackendServer.sayErrorsPlainly();
        int port = args.length > 0 ? BackendServer.number("PORT", args[0]) : DEFAULT_PORT;
        String path = args.length > 1 ? args[1] : PATH;
        RpcBackend backend = start("localhost", port, path, Order.AS_ASKED);
        System.out.println("json-rpc back-end ready: ws://localhost:" + backend.port() + path);
        backend.server.awaitEnd();
    }

    private static final class Rpc extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final Order order;
        private final List<TextWebSocketFrame> answers = new ArrayList<>();

        Rpc(Order order) {
            this.order = order;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame)
                throws JsonProcessingException {
            if (!(frame instanceof TextWebSocketFrame text)) {
                return;
            }
            JsonNode message = parse(text.text());
            if (message.path("method").asText().equals("wait") && message.has("id")) {
                long millis = message.path("params").path(0).asLong();
                TextWebSocketFrame done =
                        frame(result(message, JSON.getNodeFactory().textNode("done")));
                context.executor().schedule(() -> context.writeAndFlush(done), millis, TimeUnit.MILLISECONDS);
                return;
            }
            Optional<JsonNode> answer = answer(message);
            if (answer.isPresent()) {
                answers.add(frame(answer.get()));
            }
        }

        private static JsonNode parse(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                return JSON.missingNode();
            }
        }

        private static TextWebSocketFrame frame(JsonNode json) throws JsonProcessingException {
            return new TextWebSocketFrame(JSON.writeValueAsString(json));
        }

        private static Optional<JsonNode> answer(JsonNode message) {
            if (message.isArray()) {
                ArrayNode all = JSON.createArrayNode();
                message.forEach(each -> answer(each).ifPresent(all::add));
                return all.isEmpty() ? Optional.empty() : Optional.of(all);
            }
            if (!message.isObject()) {
                return Optional.of(error(message, -32700, "Parse error"));
            }
            if (!message.has("id")) {
                return Optional.empty();
            }
            JsonNode params = message.path("params");
            return Optional.of(
                    switch (message.path("method").asText()) {
                        case "echo" -> result(message, params);
                        case "add" -> result(message, sum(params));
                        default -> error(message, -32601, "Method not found");
                    });
        }

        private static JsonNode sum(JsonNode params) {
            double sum = 0;
            for (JsonNode each : params) {
                sum += each.asDouble();
            }
            return sum == Math.rint(sum)
                    ? JSON.getNodeFactory().numberNode((long) sum)
                    : JSON.getNodeFactory().numberNode(sum);
        }

        private static JsonNode result(JsonNode message, JsonNode result) {
            ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
            answer.set("id", message.get("id"));
            answer.set("result", result);
            return answer;
        }

        private static JsonNode error(JsonNode message, int code, String text) {
            ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
            JsonNode id = message.get("id");
            answer.set("id", id == null ? JSON.nullNode() : id);
            answer.putObject("error").put("code", code).put("message", text);
            return answer;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (order == Order.SHUFFLED) {
                Collections.shuffle(answers);
            }
            answers.forEach(context::write);
            answers.clear();
            context.flush();
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("json-rpc back-end: {} lost", context.channel(), cause);
            context.close();
        }
    }
}
