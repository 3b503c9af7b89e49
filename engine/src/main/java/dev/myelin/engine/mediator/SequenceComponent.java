package dev.myelin.engine.mediator;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The Camel component {@code sequence}: {@code from("sequence:NAME")} makes a route a named sequence, {@code
 * to("sequence:NAME")} runs one. {@code sequence:*} runs the one that the Exchange property {@link #DYNAMIC_KEY} names.
 */
public final class SequenceComponent extends DefaultComponent {
    /** The Exchange property that holds the name for {@code sequence:*}. */
    public static final String DYNAMIC_KEY = "myelin.sequence";

    /** The remaining part of the URI that stands for a name known at run time only. */
    public static final String DYNAMIC = "*";

    private final SequenceTable table;

    /** A component whose routes register in {@code table}. */
    public SequenceComponent(CamelContext context, SequenceTable table) {
        super(context);
        this.table = table;
    }

    /** The URI of a sequence. */
    public static String uri(String name) {
        return "sequence:" + UriNames.encode(name);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new SequenceEndpoint(uri, this, remaining, table);
    }
}
