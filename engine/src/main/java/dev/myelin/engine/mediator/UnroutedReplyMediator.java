package dev.myelin.engine.mediator;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands where no sequence is configured for messages of a back-end: each is logged and counted, none is lost unseen. */
public final class UnroutedReplyMediator implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(UnroutedReplyMediator.class);

    private final String artefact;
    private final String key;
    private final MediationCounters counters;

    /**
     * For one place.
     *
     * @param artefact whose back-end it is
     * @param key the setting that would name the sequence
     */
    public UnroutedReplyMediator(String artefact, String key, MediationCounters counters) {
        this.artefact = artefact;
        this.key = key;
        this.counters = counters;
    }

    @Override
    public void process(Exchange exchange) {
        counters.countUnroutedReply();
        LOG.warn("{}: message of a back-end dropped: {} names no sequence (MYL-2011)", artefact, key);
    }
}
