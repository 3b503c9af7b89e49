package dev.myelin.engine.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** A message on its way to all members of a group: one task for each of their event loops. */
final class Broadcast {
    private final PushedMessage message;
    private final Consumer<GroupDelivery> result;
    private GroupDelivery delivery = GroupDelivery.NONE;
    private int parts;

    private Broadcast(PushedMessage message, int parts, Consumer<GroupDelivery> result) {
        this.message = message;
        this.parts = parts;
        this.result = result;
    }

    /** Sends {@code message}, which is taken over, to {@code members}. */
    static void send(
            PushedMessage message,
            Collection<LiveSession> members,
            Function<EventExecutor, PushTurns> turns,
            Consumer<GroupDelivery> result) {
        Map<EventExecutor, List<LiveSession>> byLoop = new IdentityHashMap<>();
        for (LiveSession each : members) {
            byLoop.computeIfAbsent(each.eventLoop(), any -> new ArrayList<>()).add(each);
        }
        if (byLoop.isEmpty()) {
            message.release();
            result.accept(GroupDelivery.NONE);
            return;
        }
        Broadcast broadcast = new Broadcast(message, byLoop.size(), result);
        byLoop.forEach((loop, some) -> {
            Part part = broadcast.new Part(some);
            try {
                loop.execute(() -> turns.apply(loop).add(part));
            } catch (RejectedExecutionException ends) {
                part.finish();
            }
        });
    }

    private void finished(GroupDelivery part) {
        GroupDelivery all;
        synchronized (this) {
            delivery = delivery.plus(part);
            parts--;
            if (parts > 0) {
                return;
            }
            all = delivery;
        }
        message.release();
        result.accept(all);
    }

    /** The members of one event loop. */
    final class Part {
        private final List<LiveSession> members;
        private GroupDelivery delivered = GroupDelivery.NONE;
        private int next;

        Part(List<LiveSession> members) {
            this.members = members;
        }

        void push(int most) {
            int end = Math.min(members.size(), next + most);
            while (next < end) {
                LiveSession member = members.get(next++);
                delivered = delivered.plus(member.push(message));
            }
        }

        boolean isDone() {
            return next == members.size();
        }

        /** Is told of once; those that were not reached count as gone. */
        void finish() {
            for (; next < members.size(); next++) {
                delivered = delivered.plus(PushResult.GONE);
            }
            finished(delivered);
        }
    }
}
