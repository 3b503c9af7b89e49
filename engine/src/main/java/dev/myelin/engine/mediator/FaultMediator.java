package dev.myelin.engine.mediator;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a fault meets first: sets {@code ERROR_CODE} and its like, forgets the exception, writes one line, counts. The
 * fault sequence comes after it.
 */
public final class FaultMediator implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.fault");

    private final String artefact;
    private final MediationCounters counters;

    /** For the faults of {@code artefact}. */
    public FaultMediator(String artefact, MediationCounters counters) {
        this.artefact = artefact;
        this.counters = counters;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Fault fault = FaultProperties.apply(exchange, cause == null ? Fault.of(ErrorCode.MEDIATION, "unknown") : cause);
        counters.countFault();
        LOG.warn("{}: fault {}: {}{}", artefact, fault.code(), fault.message(), detail(fault));
        LOG.debug("{}: cause", artefact, cause);
    }

    /** Such as the reason of a failed connection; a stack trace is left to {@code DEBUG}. */
    private static String detail(Fault fault) {
        String detail = fault.detail();
        boolean says = !detail.isEmpty()
                && detail.indexOf('\n') < 0
                && !fault.message().contains(detail);
        return says ? " (" + detail + ")" : "";
    }
}
