package dev.myelin.engine.testkit;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What is on the heap after a full collection.
 *
 * @param instances by class, for those of the engine and for Netty's connections and timers
 * @param bytes of all objects
 */
public record LiveObjects(Map<String, Long> instances, long bytes) {
    private static final Pattern LINE = Pattern.compile(
            "\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+((dev\\.myelin|io\\.netty\\.(channel|util\\.concurrent))\\.\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    /** Those of this moment. */
    public static LiveObjects count() {
        Map<String, Long> instances = new TreeMap<>();
        long bytes = 0;
        for (String line : histogram().lines().toList()) {
            Matcher of = LINE.matcher(line);
            Matcher total = TOTAL.matcher(line);
            if (of.matches()) {
                instances.merge(of.group(2), Long.valueOf(of.group(1)), Long::sum);
            } else if (total.matches()) {
                bytes = Long.parseLong(total.group(1));
            }
        }
        return new LiveObjects(instances, bytes);
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classes of which there are more than {@code limit} objects more than {@code before}, and how many more. */
    public Map<String, Long> grownBeyond(long limit, LiveObjects before) {
        Map<String, Long> grown = new TreeMap<>();
        instances.forEach((name, count) -> {
            long more = count - before.instances.getOrDefault(name, 0L);
            if (more > limit) {
                grown.put(name, more);
            }
        });
        return grown;
    }
}
