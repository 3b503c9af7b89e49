package dev.myelin.engine.transport.ws;

import java.util.Set;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** ActiveMQ Artemis, in memory, with STOMP over WebSocket. */
final class StompBroker implements AutoCloseable {
    private final ActiveMQServer server;
    private final int port;

    private StompBroker(ActiveMQServer server, int port) {
        this.server = server;
        this.port = port;
    }

    static StompBroker start(int port) throws Exception {
        ConfigurationImpl config = new ConfigurationImpl();
        config.setPersistenceEnabled(false);
        config.setSecurityEnabled(false);
        config.setJMXManagementEnabled(false);
        config.addAcceptorConfiguration(new TransportConfiguration(
                NettyAcceptorFactory.class.getName(),
                java.util.Map.of("host", "127.0.0.1", "port", port, "protocols", "STOMP")));
        config.addAddressSetting(
                "#", new AddressSettings().setAutoCreateAddresses(true).setAutoCreateQueues(true));
        ActiveMQServer server = ActiveMQServers.newActiveMQServer(config);
        server.start();
        return new StompBroker(server, port);
    }

    String address() {
        return "ws://127.0.0.1:" + port + "/stomp";
    }

    /** How many clients are connected. */
    int connections() {
        return Set.copyOf(server.getRemotingService().getConnections()).size();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
