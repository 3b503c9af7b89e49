package dev.myelin.engine.compiler;

import dev.myelin.engine.mediator.processor.ProcessorSettings;
import dev.myelin.engine.mediator.schedule.Every;
import dev.myelin.engine.mediator.schedule.Schedule;
import dev.myelin.engine.mediator.store.StoreSettings;
import dev.myelin.engine.mediator.task.TaskSettings;
import java.util.ArrayList;
import java.util.List;

/** Message stores, message processors and tasks in words, for {@code myelin explain}. */
final class BackgroundText {
    private BackgroundText() {}

    /**
     * What is said of one artefact.
     *
     * @param name of the artefact
     * @param text one line
     */
    record Line(String name, String text) {}

    static List<Line> of(CompiledProject.Background background) {
        List<Line> lines = new ArrayList<>();
        for (StoreSettings store : background.stores()) {
            String room = store.maxMessages() + " messages, " + store.maxSize() + " bytes";
            String text = "message store " + store.name() + ": in memory, at most " + room
                    + store.failover().map(other -> ", then " + other).orElse("");
            lines.add(new Line(store.name(), text));
        }
        for (ProcessorSettings processor : background.processors()) {
            String text = "message processor " + processor.name() + ": from " + processor.store() + " "
                    + times(processor.pace().schedule()) + (processor.active() ? "" : ", not active")
                    + (processor.work() instanceof ProcessorSettings.Move move ? ", to " + move.target() : "");
            lines.add(new Line(processor.name(), text));
        }
        for (TaskSettings task : background.tasks()) {
            String runs = task.runs() == 0 ? "" : ", " + task.runs() + " runs";
            lines.add(new Line(task.name(), "task " + task.name() + ": " + times(task.schedule()) + runs));
        }
        return lines;
    }

    private static String times(Schedule schedule) {
        return schedule instanceof Every every ? "every " + every.interval().toMillis() + " ms" : "at " + schedule;
    }
}
