package dev.myelin.engine.mediator.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** The memory that threads have taken, whether it is still in use or not. */
final class Allocations {
    /** What one run of a script may take. */
    static final long MAX_OF_A_SCRIPT = 512L << 20;

    private static final @Nullable ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                            && bean.isThreadAllocatedMemorySupported()
                            && bean.isThreadAllocatedMemoryEnabled()
                    ? bean
                    : null;

    private Allocations() {}

    /** Bytes since the thread began; always 0 where the JVM does not count. */
    static long ofThisThread() {
        return THREADS == null ? 0 : THREADS.getCurrentThreadAllocatedBytes();
    }
}
