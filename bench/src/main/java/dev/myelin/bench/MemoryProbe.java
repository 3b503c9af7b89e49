package dev.myelin.bench;

import com.sun.tools.attach.VirtualMachine;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What another Java process holds: its heap after a full collection and its direct memory. It enters that process as an
 * agent, since Netty may take direct memory past what the JDK counts. {@code MemoryProbe PID JAR}: prints JSON.
 */
public final class MemoryProbe {
    private static final int COLLECTIONS = 2;

    private MemoryProbe() {}

    /** Attaches to the process and prints what it answers. */
    public static void main(String[] args) throws Exception {
        Path answer = Files.createTempFile("memory", ".json");
        VirtualMachine machine = VirtualMachine.attach(args[0]);
        try {
            machine.loadAgent(args[1], answer.toString());
        } finally {
            machine.detach();
        }
        System.out.println(Files.readString(answer));
        Files.delete(answer);
    }

    /** In the other process: {@code answer} is the file to write to. */
    public static void agentmain(String answer) throws IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        // -1 where Netty takes it from the JDK, which has counted it already.
        long netty = Math.max(0, PlatformDependent.usedDirectMemory());
        String json = "{\"heap\": " + heap + ", \"direct\": " + (direct + netty) + "}";
        Files.writeString(Path.of(answer), json, StandardCharsets.UTF_8);
    }
}
