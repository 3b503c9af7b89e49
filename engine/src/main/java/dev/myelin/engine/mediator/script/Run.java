package dev.myelin.engine.mediator.script;

import dev.myelin.engine.mediator.Turn;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.slf4j.Logger;

/**
 * One run of a script.
 *
 * @param exchange the message
 * @param turn guards the message
 * @param log where the script writes
 * @param limit how long it may take
 */
public record Run(Exchange exchange, Turn turn, Logger log, Duration limit) {}
