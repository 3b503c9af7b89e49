package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.DbMediator;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.config.DataSourceTable;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.database.DatabaseMediator;
import dev.myelin.engine.mediator.database.DatabaseSettings;
import dev.myelin.engine.mediator.database.Databases;
import dev.myelin.engine.mediator.database.SqlStatement;
import java.sql.JDBCType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;

/** What {@code dblookup} and {@code dbreport} have in common. */
record DatabaseCompiler(String name, DbMediator mediator, MediatorScope scope) {
    private static final Set<String> OPTIONS = Set.of(
            "maxactive",
            "minidle",
            "maxwait",
            "autocommit",
            "defaultautocommit",
            "isolation",
            "defaulttransactionisolation",
            "validationquery");
    private static final Set<String> ISOLATIONS =
            Set.of("NONE", "READ_COMMITTED", "READ_UNCOMMITTED", "REPEATABLE_READ", "SERIALIZABLE");

    void compile(boolean oneTransaction) {
        if (mediator.pool().isEmpty() || mediator.statements().isEmpty()) {
            return; // The reader has reported it.
        }
        DbMediator.Pool pool = mediator.pool().get();
        CamelContext context = scope.settings().context();
        Databases databases = Databases.of(context);
        Optional<DatabaseSettings> settings = settings(pool);
        settings.ifPresent(found -> checkDriver(found, pool, databases));
        List<SqlStatement> statements = new ArrayList<>();
        mediator.statements().forEach(each -> statement(each).ifPresent(statements::add));
        var runtime = new DatabaseMediator.Runtime(databases, Workers.of(context));
        scope.process(
                name,
                new DatabaseMediator(name, settings, statements, oneTransaction, runtime),
                name + settings.map(found -> " " + found).orElse(""),
                mediator);
    }

    private Optional<DatabaseSettings> settings(DbMediator.Pool pool) {
        if (pool.dataSource().isPresent()) {
            return dataSource(pool, pool.dataSource().get());
        }
        if (pool.url().isEmpty()) {
            scope.error(pool, "MYL-2031", "pool: no dsName and no url (expected: one of them)", "");
            return Optional.empty();
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (DbMediator.PoolProperty property : pool.properties()) {
            String option = property.name().toLowerCase(Locale.ROOT);
            if (isRight(option, property.value().strip(), property)) {
                options.put(option, property.value());
            }
        }
        Optional<String> url = filled("url", pool.url());
        return url.map(text -> new DatabaseSettings(
                "",
                text,
                filled("user", pool.user()),
                filled("password", pool.password()),
                pool.driver().flatMap(this::text),
                Map.copyOf(options)));
    }

    private Optional<DatabaseSettings> dataSource(DbMediator.Pool pool, String name) {
        String id = name.replaceFirst("^(java:)?(comp/env/)?(jdbc/)?", "");
        Map<String, DataSourceTable> known = scope.config().misc().dataSources();
        DataSourceTable table = known.getOrDefault(name, known.get(id));
        if (table == null) {
            String rule = known.isEmpty()
                    ? "a [[datasource]] in deployment.toml"
                    : "one of " + String.join(", ", known.keySet());
            scope.warning(
                    pool,
                    "MYL-2102",
                    "dsName: " + name + " (expected: " + rule + ")",
                    "Add [[datasource]] with id = \"" + id
                            + "\", url, username and password to deployment.toml; without"
                            + " it a message that gets here is a fault (500000)");
            return Optional.empty();
        }
        Map<String, String> options = new LinkedHashMap<>();
        table.poolOptions().forEach((option, value) -> {
            if (isRight(option, value.strip(), pool)) {
                options.put(option, value);
            }
        });
        return Optional.of(new DatabaseSettings(
                table.id(), table.url(), table.username(), table.password(), table.driver(), Map.copyOf(options)));
    }

    /** Whether an option has a value that it can have; those that have no effect are passed over. */
    private boolean isRight(String option, String value, SynapseNode where) {
        if (!OPTIONS.contains(option)) {
            return false;
        }
        String bare = value.toUpperCase(Locale.ROOT).replaceFirst("^(CONNECTION\\.)?TRANSACTION_", "");
        boolean right =
                switch (option) {
                    case "maxactive", "minidle", "maxwait" -> value.matches("[0-9]{1,9}");
                    case "isolation", "defaulttransactionisolation" -> ISOLATIONS.contains(bare);
                    default -> true;
                };
        if (!right) {
            boolean number = option.startsWith("m");
            String rule = number ? "a whole number" : "Connection.TRANSACTION_READ_COMMITTED and its like";
            scope.error(where, "MYL-2104", option + ": " + value + " (expected: " + rule + ")", "");
        }
        return right;
    }

    private Optional<String> filled(String what, Optional<DbMediator.PoolText> given) {
        return given.flatMap(where -> text(where)
                .flatMap(found -> new Variables(scope.settings().environment())
                        .fill(
                                found,
                                missing -> scope.error(
                                        where,
                                        "MYL-2013",
                                        what + ": (expected: " + missing + " to be set)",
                                        "Set the environment variable " + missing))));
    }

    /** The text that stands there, or under its key. */
    private Optional<String> text(DbMediator.PoolText given) {
        if (given.key().isEmpty()) {
            return Optional.of(given.text());
        }
        String key = given.key().get();
        Optional<String> found = ResourceKeys.of(scope).text(key).map(String::strip);
        if (found.isEmpty()) {
            scope.warning(
                    given,
                    "MYL-2003",
                    "key: " + key + " (expected: a local entry, or a file of the registry folder)",
                    "It is read when the configuration is deployed; without it a message that gets here is a fault (500000)");
        }
        return found;
    }

    private void checkDriver(DatabaseSettings settings, DbMediator.Pool pool, Databases databases) {
        if (databases.driver(settings).isEmpty()) {
            String missing = settings.driver().orElse("for " + settings);
            scope.warning(
                    pool,
                    "MYL-2103",
                    "driver: " + missing + " (expected: a JDBC driver of a jar in lib/)",
                    "Put the jar of the driver into lib/ of the conf directory; without it a message that gets here is a"
                            + " fault (500000)");
        }
    }

    private Optional<SqlStatement> statement(DbMediator.Statement statement) {
        List<SqlStatement.Parameter> parameters = new ArrayList<>();
        for (DbMediator.SqlParameter parameter : statement.parameters()) {
            value(parameter)
                    .ifPresent(value -> parameters.add(new SqlStatement.Parameter(
                            JDBCType.valueOf(parameter.type().toUpperCase(Locale.ROOT)), value)));
        }
        List<SqlStatement.Column> results = statement.results().stream()
                .map(result -> new SqlStatement.Column(result.name(), result.column()))
                .toList();
        return parameters.size() == statement.parameters().size()
                ? Optional.of(new SqlStatement(statement.sql(), parameters, results))
                : Optional.empty();
    }

    private Optional<TextSource> value(DbMediator.SqlParameter parameter) {
        if (parameter.expression().isPresent()) {
            return scope.expression(parameter.expression().get(), parameter).map(found -> found::text);
        }
        if (parameter.value().isEmpty()) {
            scope.error(parameter, "MYL-2031", "parameter: no value (expected: value or expression)", "");
            return Optional.empty();
        }
        String text = parameter.value().get();
        return Optional.of(exchange -> text);
    }
}
