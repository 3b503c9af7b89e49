package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Replies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one message on their way. The message waits until all have ended and all that was collected of them has
 * gone on, or until a caller who takes one answer only has it. Parts run on the threads that their steps run on, so
 * this is thread-safe.
 */
final class Parts {
    /** As many parts as a message may have. */
    static final int MAX = 10_000;

    /** As many parts as are under way at a time. */
    private static final int AT_ONCE = 64;

    private static final String PROPERTY = "myelin.parts";
    private static final String CORRELATION = "aggregateCorelation";
    private static final String SEQUENCE = "messageSequence";
    private static final Logger LOG = LoggerFactory.getLogger("myelin.fault");

    private final Exchange parent;
    private final Way way;
    private final Plan plan;
    private final AsyncCallback callback;
    private final Completion completion;
    private final Turns turns = new Turns();
    private final Map<Object, Group> groups = new HashMap<>();
    private int next;
    private int underWay;
    private int open;
    private boolean stopped;
    private boolean ending;
    private boolean answered;
    private @Nullable Exchange failed;
    private @Nullable Exchange faulted;

    /** What the parts are, and what becomes of them. */
    interface Plan {
        /** How many there are. */
        int count();

        /** Makes one, from 0. */
        Exchange part(int index);

        /** The sequence that it runs. */
        String sequence(int index, Exchange part);

        /** Takes one that has ended well; on any thread, several at a time. */
        default void ended(int index, Exchange part) {}

        /** Called when the first starts; {@code end} lets the message go on without those that have not ended. */
        default void begun(Runnable end) {}

        /** Whether the message need not wait for the others; asked when one has ended. */
        default boolean isEnough() {
            return false;
        }

        /** Whether the message cannot go on without their results. */
        default boolean isNeeded() {
            return false;
        }

        /** Called when all have ended, before the message goes on. */
        default void over(Exchange message) {}
    }

    private Parts(Exchange parent, Way way, Plan plan, AsyncCallback callback) {
        this.parent = parent;
        this.way = way;
        this.plan = plan;
        this.callback = callback;
        this.completion = new Completion(callback);
    }

    /**
     * Runs the parts of {@code parent}.
     *
     * @return true when {@code parent} can go on before this method returned
     */
    static boolean run(Exchange parent, Way way, Plan plan, AsyncCallback callback) {
        if (plan.count() > MAX) {
            String text = way.name() + ": " + plan.count() + " parts (expected: at most " + MAX + ")";
            parent.setException(Fault.of(ErrorCode.MEDIATION, text));
            callback.done(true);
            return true;
        }
        return new Parts(parent, way, plan, callback).start();
    }

    /** The parts that {@code exchange} is one of; null when it is none. */
    static @Nullable Parts of(Exchange exchange, String suffix) {
        return exchange.getProperty(PROPERTY + suffix) instanceof Parts parts ? parts : null;
    }

    /** How many parts there are. */
    int count() {
        return plan.count();
    }

    /** The place of a part among them. */
    static int place(Exchange part, String suffix) {
        String text = String.valueOf(part.getProperty(SEQUENCE + suffix));
        int slash = text.indexOf('/');
        return slash <= 0 ? 0 : Integer.parseInt(text.substring(0, slash));
    }

    private boolean start() {
        plan.begun(this::enough);
        turns.take(this::startParts);
        if (way.waits()) {
            return completion.begun();
        }
        callback.done(true);
        return true;
    }

    private void startParts() {
        for (int index = take(); index >= 0; index = take()) {
            startPart(index);
        }
        endIfDone();
    }

    private synchronized int take() {
        if (stopped || next == plan.count() || underWay == (way.sequential() ? 1 : AT_ONCE)) {
            return -1;
        }
        underWay++;
        return next++;
    }

    private void startPart(int index) {
        Exchange part;
        try {
            part = plan.part(index);
            mark(part, index, "");
            way.id().ifPresent(id -> mark(part, index, "." + id));
        } catch (RuntimeException e) {
            Exchange broken = Copies.of(parent, Copies.payload(parent));
            broken.setException(e);
            ended(index, broken);
            return;
        }
        MessageContext context = MessageContext.of(part);
        if (way.waits() && context.source().answersOnce()) {
            context.whenAnswered(this::answered);
        }
        run(plan.sequence(index, part), part, () -> goOn(index, part, 0));
    }

    private void run(String sequence, Exchange part, Runnable then) {
        way.runtime().sequences().run(sequence, part, doneSync -> then.run());
    }

    private void mark(Exchange part, int index, String suffix) {
        part.setProperty(PROPERTY + suffix, this);
        part.setProperty(CORRELATION + suffix, parent.getExchangeId());
        part.setProperty(SEQUENCE + suffix, index + "/" + plan.count());
    }

    /** A part whose target called a back-end goes on where the message that it was made of stood. */
    private void goOn(int index, Exchange part, int done) {
        MessageContext context = MessageContext.of(part);
        boolean well = part.getException() == null && context.fault() == null && !part.isRouteStop();
        if (well && context.hasReplied() && done < way.rest().size()) {
            run(way.rest().get(done), part, () -> goOn(index, part, done + 1));
        } else {
            ended(index, part);
        }
    }

    private void ended(int index, Exchange part) {
        if (part.getException() == null && MessageContext.of(part).fault() == null) {
            try {
                plan.ended(index, part);
            } catch (RuntimeException e) {
                part.setException(e);
            }
        }
        record(part);
        synchronized (this) {
            underWay--;
        }
        if (plan.isEnough()) {
            enough();
        }
        turns.take(this::startParts);
    }

    private void enough() {
        synchronized (this) {
            stopped = true;
        }
        end();
    }

    private void answered() {
        synchronized (this) {
            answered = true;
        }
        end();
    }

    /** Remembers what went wrong with a message made of this one; the first failure becomes this one's. */
    void record(Exchange part) {
        Exception failure = part.getException();
        boolean lost = false;
        synchronized (this) {
            if (failure != null) {
                lost = failed != null || ending || !way.waits();
                failed = lost ? failed : part;
                stopped |= way.sequential();
            } else if (MessageContext.of(part).fault() != null) {
                faulted = faulted == null ? part : faulted;
                stopped |= way.sequential();
            }
        }
        if (lost && failure != null) {
            count(FaultProperties.faultOf(failure));
        }
    }

    private void count(Fault fault) {
        way.runtime().counters().countFault();
        LOG.warn("{}: fault {}: {}", way.name(), fault.code(), fault.message());
    }

    /** What {@code collector} has of these parts so far. */
    synchronized Group group(Object collector, Exchange first, GroupMaker maker) {
        Group known = groups.get(collector);
        if (known == null) {
            known = maker.make(first, this);
            groups.put(collector, known);
            open++;
        }
        return known;
    }

    /** Makes a group when the first message for it has come. */
    interface GroupMaker {
        Group make(Exchange first, @Nullable Parts parts);
    }

    /** Says that what was collected has gone on. */
    void left() {
        synchronized (this) {
            open--;
        }
        endIfDone();
    }

    private void endIfDone() {
        List<Group> hopeless = new ArrayList<>();
        synchronized (this) {
            if (ending || underWay > 0 || !(stopped || next == plan.count())) {
                return;
            }
            if (open > 0) {
                groups.values().stream().filter(group -> !group.isTimed()).forEach(hopeless::add);
            }
        }
        for (Group group : hopeless) {
            if (group.close()) {
                abandon(group);
            }
        }
        boolean end;
        synchronized (this) {
            end = open == 0;
        }
        if (end) {
            end();
        }
    }

    /** All parts have ended, so what is missing will never come. */
    private void abandon(Group group) {
        synchronized (this) {
            open--;
        }
        String text = "aggregate: " + group.size() + " of " + count()
                + " parts came and no other will (expected: all, or a completeCondition that is met)";
        Exchange first = group.first();
        boolean known;
        synchronized (this) {
            known = failed != null || faulted != null;
        }
        if (known) {
            count(Fault.of(ErrorCode.MEDIATION, text));
        } else {
            first.setException(Fault.of(ErrorCode.MEDIATION, text));
            record(first);
        }
    }

    private void end() {
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
        }
        if (way.waits()) {
            finish();
            completion.over();
        }
    }

    private void finish() {
        Exchange broken = failed;
        if (broken != null) {
            Copies.takeOver(parent, broken);
            parent.setException(broken.getException());
            return;
        }
        Exchange handled = faulted;
        if (handled != null) {
            Replies.fail(parent, handled);
            parent.setRouteStop(true);
            return;
        }
        boolean stands = !way.goesOn() || answered && plan.isNeeded();
        if (stands) {
            parent.setRouteStop(true);
            return;
        }
        try {
            plan.over(parent);
        } catch (RuntimeException e) {
            parent.setException(e);
        }
    }
}
