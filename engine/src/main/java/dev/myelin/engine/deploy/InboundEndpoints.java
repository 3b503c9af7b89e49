package dev.myelin.engine.deploy;

import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.transport.ws.WsTransport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The inbound endpoints that an engine listens for, to be switched off and on. What is switched lasts until its end. */
public final class InboundEndpoints {
    private final WsTransport transport;
    private final List<CompiledProject.Inbound> all = new CopyOnWriteArrayList<>();

    InboundEndpoints(WsTransport transport) {
        this.transport = transport;
    }

    void add(CompiledProject.Inbound inbound) {
        all.add(inbound);
    }

    /** All that are there, in the order of their files. */
    public List<CompiledProject.Inbound> all() {
        return all.stream()
                .filter(inbound -> transport.isActive(inbound.name()).isPresent())
                .toList();
    }

    /** The one of this name. */
    public Optional<CompiledProject.Inbound> find(String name) {
        return all().stream().filter(inbound -> inbound.name().equals(name)).findFirst();
    }

    /** Whether one takes clients. */
    public boolean isActive(String name) {
        return transport.isActive(name).orElse(false);
    }

    /**
     * Lets one take clients.
     *
     * @throws dev.myelin.engine.transport.PortInUseException when its port is taken
     */
    public void activate(String name) {
        transport.activate(name);
    }

    /** Lets one take no more clients and ends its sessions; returns before these have ended. */
    public void deactivate(String name) {
        transport.deactivate(name);
    }
}
