package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.message.SendRequest;
import java.util.Set;

/** The endpoint property {@code ws.upgrade}: an address of {@code http} or {@code https} is one of a WebSocket back-end. */
final class WebSocketUpgrade {
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

    private final ArtefactBuild build;

    WebSocketUpgrade(ArtefactBuild build) {
        this.build = build;
    }

    /** The endpoint with the address that it means; what makes no sense is reported at {@code where}. */
    EndpointSettings of(EndpointSettings settings, SynapseNode where) {
        if (!settings.upgrades()) {
            return settings;
        }
        if (settings.target() instanceof EndpointSettings.Uri uri && !SCHEMES.contains(uri.scheme())) {
            String message = SendRequest.UPGRADE + ": true with " + uri.scheme()
                    + ": (expected: an address of http:// or https://)";
            build.warning(where, "MYL-3040", message, "It has no effect");
            return settings;
        }
        EndpointSettings upgraded = settings.upgraded();
        if (upgraded.target() instanceof EndpointSettings.Uri uri) {
            warnIfDisabled(uri, where);
        }
        return upgraded;
    }

    private void warnIfDisabled(EndpointSettings.Uri uri, SynapseNode where) {
        DeploymentConfig config = build.compilation().config();
        boolean secure = uri.scheme().equals("wss");
        boolean enabled = secure ? config.wss().enabled() : config.ws().enabled();
        if (!enabled) {
            String message = "uri: " + uri + " (expected: an enabled sender for " + uri.scheme() + "://)";
            String hint = "Add to deployment.toml: [transport." + uri.scheme() + "] sender.enable = true";
            build.warning(where, "MYL-2010", message, hint);
        }
    }
}
