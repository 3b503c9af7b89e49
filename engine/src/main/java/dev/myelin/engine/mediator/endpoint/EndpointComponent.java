package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.mediator.MediationCounters;
import dev.myelin.engine.mediator.UriNames;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * The Camel component {@code endpoint}: {@code to("endpoint:NAME?mode=send|call&receive=SEQ")} sends to a Synapse
 * endpoint. {@code endpoint:*} takes the name from the Exchange property {@link #DYNAMIC_KEY}, {@code receive=*} that of
 * the sequence from {@link #DYNAMIC_RECEIVE}.
 */
public final class EndpointComponent extends DefaultComponent {
    /** The Exchange property that names the endpoint of {@code endpoint:*}. */
    public static final String DYNAMIC_KEY = "myelin.endpoint";

    /** The Exchange property that names the sequence of {@code receive=*}. */
    public static final String DYNAMIC_RECEIVE = "myelin.receive";

    /** Stands in the URI for a name known at run time only. */
    public static final String DYNAMIC = "*";

    private final Services services;

    /**
     * What the producers work with.
     *
     * @param table the deployed endpoints
     * @param senders by address scheme; the map may change while the engine runs
     * @param counters for messages that are discarded
     */
    public record Services(EndpointTable table, Map<String, Sender> senders, MediationCounters counters) {}

    /** A component whose producers look endpoints up in the table. */
    public EndpointComponent(CamelContext context, Services services) {
        super(context);
        this.services = services;
    }

    /** The URI that sends to an endpoint. */
    public static String uri(String name, SendRequest.Mode mode, Optional<String> receive) {
        String uri =
                "endpoint:" + UriNames.encode(name) + "?mode=" + mode.name().toLowerCase(Locale.ROOT);
        return receive.map(sequence -> uri + "&receive=" + UriNames.encode(sequence))
                .orElse(uri);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String mode = getAndRemoveParameter(parameters, "mode", String.class, "send");
        String receive = getAndRemoveParameter(parameters, "receive", String.class);
        SendRequest.Mode wanted = SendRequest.Mode.valueOf(mode.toUpperCase(Locale.ROOT));
        return new To(uri, this, new Use(remaining, wanted, Optional.ofNullable(receive)));
    }

    /**
     * How a mediator uses an endpoint.
     *
     * @param name of the endpoint, or {@link #DYNAMIC}
     * @param mode what becomes of a reply
     * @param receive the sequence that a reply runs, or {@link #DYNAMIC}
     */
    record Use(String name, SendRequest.Mode mode, Optional<String> receive) {
        boolean isDynamic() {
            return name.equals(DYNAMIC) || receive.filter(DYNAMIC::equals).isPresent();
        }
    }

    /** A Synapse endpoint, as something a route sends to. */
    private static final class To extends DefaultEndpoint {
        private final Use use;

        To(String uri, EndpointComponent component, Use use) {
            super(uri, component);
            this.use = use;
        }

        @Override
        public Producer createProducer() {
            return new EndpointProducer(this, use, ((EndpointComponent) getComponent()).services);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("endpoint: (expected: to, never from)");
        }
    }
}
