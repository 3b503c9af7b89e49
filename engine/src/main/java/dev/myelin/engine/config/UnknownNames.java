package dev.myelin.engine.config;

import dev.myelin.dsl.DidYouMean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reports what the file says and nobody reads: slips, and what MI knows and this version does not. */
final class UnknownNames {
    /** The table of which one key has an effect. */
    static final String SYNAPSE_PROPERTIES = "synapse_properties";

    private static final String NO_EFFECT = " has no effect in this version";

    /** Tables of MI, and of later versions. */
    private static final Set<String> TABLES_WITHOUT_EFFECT = Set.of(
            "admin_console",
            "authentication",
            "blocking",
            "cache",
            "carbon_health_check",
            "catalog",
            "clustering",
            "cluster_config",
            "coordination",
            "custom_transport",
            "dashboard_config",
            "data_source",
            "encryption",
            "event_publisher",
            "external_vault",
            "file_properties",
            "fileaccess",
            "hl7",
            "icp_config",
            "indexing",
            "internal_apis",
            "jndi",
            "management_api",
            "mediation",
            "message_builder",
            "message_builders",
            "message_formatter",
            "message_formatters",
            "monitoring",
            "ntask",
            "passthru_http",
            "passthru_properties",
            "prometheus_api_config",
            "queue",
            "registry",
            "sap",
            "secret",
            "secrets",
            "security",
            "service_catalog",
            "statistics",
            "synapse_handlers",
            "system",
            "tasks",
            "token_store",
            "transaction",
            "transaction_counter",
            "user_store",
            "internal_apis_config",
            "metrics",
            "opentelemetry",
            "analytics");

    private static final Set<String> TRANSPORTS_WITHOUT_EFFECT = Set.of(
            "blocking",
            "custom",
            "file",
            "fix",
            "grpc",
            "hl7",
            "https",
            "jms",
            "kafka",
            "local",
            "mail_listener",
            "mail_sender",
            "mailto",
            "mqtt",
            "msmq",
            "multi_https",
            "passthru",
            "rabbitmq",
            "sap",
            "tcp",
            "udp",
            "vfs");

    private static final Set<String> KEY_STORES_WITHOUT_EFFECT = Set.of("primary", "internal");

    private static final Map<List<String>, Set<String>> KEYS_WITHOUT_EFFECT = Map.of(
            List.of("server"),
            Set.of(
                    "node_ip",
                    "enable_mtom",
                    "enable_swa",
                    "hot_deployment",
                    "user_agent",
                    "server_details",
                    "synapse_config_file_path",
                    "log_reader_enable",
                    "get_request_processor",
                    "enabled_shutdown_timeout"),
            List.of("transport", "http"),
            Set.of(
                    "core_worker_pool_size",
                    "max_worker_pool_size",
                    "worker_pool_queue_length",
                    "io_buffer_size",
                    "max_http_connection_per_host_port",
                    "preserve_http_user_agent",
                    "preserve_http_server_name",
                    "preserve_http_headers",
                    "disable_connection_keepalive",
                    "connection_timeout",
                    "max_open_connections",
                    "disable_rest_service_dispatching",
                    "listener.enable",
                    "listener.origin_server",
                    "listener.wsdl_epr_prefix",
                    "listener.parameter",
                    "sender.enable",
                    "sender.timeout",
                    "sender.proxy_host",
                    "sender.proxy_port",
                    "sender.non_proxy_hosts",
                    "sender.warn_on_http_500",
                    "sender.parameter",
                    "sender.secured_enable"),
            List.of("transport", "ws"),
            Set.of("listener.enable"),
            List.of("transport", "wss"),
            Set.of("listener.enable"),
            List.of("truststore"),
            Set.of("alias", "algorithm"));

    private final Document document;
    private final Set<List<String>> reportedTables = new HashSet<>();

    UnknownNames(Document document) {
        this.document = document;
    }

    void report() {
        for (List<String> path : document.toml().keyPathSet(true)) {
            Optional<List<String>> section = sectionOf(path);
            if (section.isPresent()) {
                reportKey(section.get(), path);
            } else if (!leadsToSection(path)) {
                reportTable(path);
            }
        }
    }

    private Optional<List<String>> sectionOf(List<String> path) {
        return document.sections().keySet().stream()
                .filter(name -> startsWith(path, name))
                .findAny();
    }

    private boolean leadsToSection(List<String> path) {
        return document.toml().isTable(path)
                && document.sections().keySet().stream().anyMatch(name -> startsWith(name, path));
    }

    private static boolean startsWith(List<String> path, List<String> start) {
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    private void reportKey(List<String> section, List<String> path) {
        if (document.isUsed(path) || document.toml().isTable(path)) {
            return;
        }
        String key = Document.dotted(path.subList(section.size(), path.size()));
        String name = Document.dotted(path);
        Set<String> quiet = KEYS_WITHOUT_EFFECT.getOrDefault(section, Set.of());
        boolean property = section.equals(List.of(SYNAPSE_PROPERTIES));
        if (property || quiet.stream().anyMatch(known -> key.equals(known) || key.startsWith(known + "."))) {
            document.warning("MYL-4005", path, name + NO_EFFECT, "");
            return;
        }
        Set<String> known = document.sections().getOrDefault(section, Set.of());
        if (document.isDoubtful(path)) {
            return;
        }
        String hint = DidYouMean.closest(key, known)
                .map(near -> "Did you mean " + near + "?")
                .orElse("Known here: " + String.join(", ", known));
        document.warning("MYL-4003", path, name + " is not known", hint);
    }

    private void reportTable(List<String> path) {
        boolean transport = path.size() > 1 && path.get(0).equals("transport");
        boolean keyStore = path.size() > 1 && path.get(0).equals("keystore");
        List<String> table = path.subList(0, transport || keyStore ? 2 : 1);
        if (!reportedTables.add(table)) {
            return;
        }
        String name = "[" + Document.dotted(table) + "]";
        List<String> known = new ArrayList<>();
        document.sections().keySet().forEach(section -> known.add(Document.dotted(section)));
        Optional<String> near = DidYouMean.closest(Document.dotted(table), known);
        Set<String> ofKeyStores = keyStore ? KEY_STORES_WITHOUT_EFFECT : TABLES_WITHOUT_EFFECT;
        Set<String> quiet = transport ? TRANSPORTS_WITHOUT_EFFECT : ofKeyStores;
        if (quiet.contains(table.get(table.size() - 1))) {
            document.warning("MYL-4005", table, name + NO_EFFECT, "");
        } else {
            String hint = near.map(section -> "Did you mean [" + section + "]?").orElse("");
            document.warning("MYL-4004", table, name + " is not known", hint);
        }
    }
}
