package dev.myelin.bench.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What was counted and measured. */
final class LoadReport {
    private static final long MAX_LATENCY = 600_000_000_000L;

    final Histogram latency = new Histogram(MAX_LATENCY, 3);
    final Histogram handshakes = new Histogram(MAX_LATENCY, 3);
    long opened;
    long failed;
    long cycles;
    long messages;
    long total;
    long pongs;
    long lost;
    long unsent;
    long reordered;
    long duplicated;
    long corrupted;
    long misrouted;
    long protocol;
    long closed;
    long unclean;
    double seconds;
    double cpuMicros;

    void latency(long nanos) {
        latency.recordValue(Math.max(0, Math.min(nanos, MAX_LATENCY)));
    }

    long errors() {
        long found =
                failed + lost + unsent + reordered + duplicated + corrupted + misrouted + protocol + closed + unclean;
        return opened == 0 ? Math.max(1, found) : found;
    }

    private double perSecond(long count) {
        return seconds > 0 ? count / seconds : 0;
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1e3;
    }

    String json(LoadOptions options) {
        return format(
                "{\"mode\":\"%s\",\"url\":\"%s\",\"conns\":%d,\"conns_ok\":%d,\"conns_failed\":%d,\"size\":[%d,%d],\"depth\":%d,\"rate\":%.1f,"
                        + "\"seconds\":%.3f,\"handshake_us\":{\"p50\":%.1f,\"p99\":%.1f,\"max\":%.1f},\"handshakes_per_s\":%.1f,"
                        + "\"messages\":%d,\"total_messages\":%d,\"pongs\":%d,\"msgs_per_s\":%.1f,\"mib_per_s\":%.2f,"
                        + "\"latency_us\":{\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"p99_9\":%.1f,\"max\":%.1f},\"client_cpu_us_per_msg\":%.3f,"
                        + "\"errors\":%d,\"lost\":%d,\"unsent\":%d,\"reordered\":%d,\"duplicated\":%d,\"corrupted\":%d,\"misrouted\":%d,"
                        + "\"protocol\":%d,\"closed\":%d,\"unclean\":%d}",
                options.mode().name().toLowerCase(Locale.ROOT),
                options.url,
                options.connections(),
                opened,
                failed,
                options.size,
                options.size,
                options.depth,
                options.rate,
                seconds,
                micros(handshakes, 50),
                micros(handshakes, 99),
                micros(handshakes, 100),
                perSecond(cycles),
                messages,
                total,
                pongs,
                perSecond(messages),
                perSecond(messages * options.size) / (1 << 20),
                micros(latency, 50),
                micros(latency, 90),
                micros(latency, 99),
                micros(latency, 99.9),
                micros(latency, 100),
                messages == 0 ? 0 : cpuMicros / messages,
                errors(),
                lost,
                unsent,
                reordered,
                duplicated,
                corrupted,
                misrouted,
                protocol,
                closed,
                unclean);
    }

    String text(LoadOptions options) {
        return format(
                "%s %s: %d connections, %d failed; handshake p50 %.0f us, p99 %.0f us%n"
                        + "%d messages in %.2f s: %.0f msg/s, %.0f cycles/s, %d pongs%n"
                        + "latency us: p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f%n"
                        + "errors %d: lost %d, unsent %d, reordered %d, duplicated %d, corrupted %d, misrouted %d, protocol %d,"
                        + " closed %d, unclean close %d",
                options.mode().name().toLowerCase(Locale.ROOT),
                options.url,
                opened,
                failed,
                micros(handshakes, 50),
                micros(handshakes, 99),
                messages,
                seconds,
                perSecond(messages),
                perSecond(cycles),
                pongs,
                micros(latency, 50),
                micros(latency, 90),
                micros(latency, 99),
                micros(latency, 99.9),
                micros(latency, 100),
                errors(),
                lost,
                unsent,
                reordered,
                duplicated,
                corrupted,
                misrouted,
                protocol,
                closed,
                unclean);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
