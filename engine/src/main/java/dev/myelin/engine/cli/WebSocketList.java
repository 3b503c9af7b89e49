package dev.myelin.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code myelin websocket list}: one line a connection. */
@Command(name = "list", description = "The live connections, oldest first.", mixinStandardHelpOptions = true)
final class WebSocketList implements Callable<Integer> {
    private static final int PAGE = 1000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ManagementClient engine = new ManagementClient();

    @Option(names = "--listener", paramLabel = "NAME", description = "Those of this inbound endpoint.")
    private @Nullable String listener;

    @Option(names = "--path", description = "Those with this path of the handshake.")
    private @Nullable String path;

    @Option(names = "--peer", paramLabel = "ADDRESS", description = "Those from this address.")
    private @Nullable String peer;

    @Option(names = "--label", paramLabel = "NAME[=VALUE]", description = "Those with this label.")
    private @Nullable String label;

    @Option(names = "--group", paramLabel = "NAME", description = "The members of this group.")
    private @Nullable String group;

    @Option(names = "--age", description = "Those that are at least so old, such as 5m.")
    private @Nullable String age;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            String cursor = "";
            do {
                JsonNode page = engine.get("/management/connections?limit=" + PAGE + filters() + "&cursor=" + cursor);
                page.path("items").forEach(item -> out.println(json ? item.toString() : line(item)));
                cursor = page.path("next").asText("");
            } while (!cursor.isEmpty() && !cursor.equals("null"));
            out.flush();
            return ExitCode.OK;
        } catch (ManagementClient.Failure e) {
            spec.commandLine().getErr().println("myelin websocket list: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private String filters() {
        List<String> filters = new ArrayList<>();
        add(filters, "listener", listener);
        add(filters, "path", path);
        add(filters, "peer", peer);
        add(filters, "label", label);
        add(filters, "group", group);
        add(filters, "age", age);
        return String.join("", filters);
    }

    private static void add(List<String> filters, String name, @Nullable String value) {
        if (value != null) {
            filters.add("&" + name + "=" + ManagementClient.escaped(value));
        }
    }

    private static String line(JsonNode item) {
        return String.join(
                "  ",
                item.path("id").asText(),
                item.path("connectedAt").asText(),
                item.path("listener").asText(),
                item.path("path").asText(),
                item.path("peer").asText());
    }
}
