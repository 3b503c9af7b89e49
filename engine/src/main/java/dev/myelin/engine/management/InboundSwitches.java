package dev.myelin.engine.management;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.deploy.InboundEndpoints;
import dev.myelin.engine.message.JsonReason;
import dev.myelin.engine.transport.PortInUseException;
import io.netty.buffer.ByteBufInputStream;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** {@code /management/inbound-endpoints}: what listens, and its switch; requests and answers as in MI. */
final class InboundSwitches {
    private static final String PATH = "/management/inbound-endpoints";
    private static final String ACTIVE = "active";
    private static final String INACTIVE = "inactive";
    /** The parameter's name in MI. */
    private static final String NAME_IN_MI = "inboundEndpointName";

    private final InboundEndpoints endpoints;
    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    InboundSwitches(InboundEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Adds its requests. */
    void addTo(Routes routes) {
        routes.plain(HttpMethod.GET, PATH, this::list).plain(HttpMethod.POST, PATH, this::change);
    }

    private Reply list(Call call) {
        call.allowQuery("name", NAME_IN_MI);
        Optional<String> name = call.query("name").or(() -> call.query(NAME_IN_MI));
        Reply reply = Reply.ok();
        if (name.isPresent()) {
            describe(find(name.get()), reply.body());
            return reply;
        }
        List<CompiledProject.Inbound> all = endpoints.all();
        reply.body().put("count", all.size());
        ArrayNode list = reply.body().putArray("list");
        all.forEach(inbound -> describe(inbound, list.addObject()));
        return reply;
    }

    private void describe(CompiledProject.Inbound inbound, ObjectNode body) {
        body.put("name", inbound.name());
        body.put("protocol", inbound.protocol());
        body.put("sequence", inbound.sequence());
        inbound.onError().ifPresent(sequence -> body.put("error", sequence));
        body.put("status", endpoints.isActive(inbound.name()) ? ACTIVE : INACTIVE);
    }

    private CompiledProject.Inbound find(String name) {
        return endpoints
                .find(name)
                .orElseThrow(() -> Problem.notFound(
                        "inbound endpoint: " + Listing.shown(name) + " (expected: one of GET " + PATH + ")"));
    }

    private Reply change(Call call) {
        call.allowQuery();
        JsonNode body = body(call);
        String name = text(body, "name");
        String status = text(body, "status");
        if (!status.equals(ACTIVE) && !status.equals(INACTIVE)) {
            throw Problem.badRequest(
                    "status: " + Listing.shown(status) + " (expected: " + ACTIVE + " or " + INACTIVE + ")");
        }
        find(name);
        Reply reply = Reply.ok();
        if (status.equals(ACTIVE)) {
            activate(name);
            reply.body().put("Message", name + " : is activated");
        } else {
            endpoints.deactivate(name);
            reply.body().put("Message", name + " : is deactivated");
        }
        return reply;
    }

    private void activate(String name) {
        try {
            endpoints.activate(name);
        } catch (PortInUseException e) {
            throw new Problem(HttpResponseStatus.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private JsonNode body(Call call) {
        try {
            return json.readTree(
                    (InputStream) new ByteBufInputStream(call.body().duplicate()));
        } catch (IOException broken) {
            throw Problem.badRequest("body: " + JsonReason.of(broken) + " (expected: a JSON object)");
        }
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw Problem.badRequest(field + ": " + Listing.shown(value.isMissingNode() ? "none" : value.toString())
                    + " (expected: a text, as in {\"name\": \"chat\", \"status\": \"" + INACTIVE + "\"})");
        }
        return value.asText();
    }
}
