package dev.myelin.engine.mediator.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/** The pools of connections to databases, one set for a Camel context: made when first needed, closed with the context. */
public final class Databases extends ServiceSupport {
    private static final long CONNECTION_TIMEOUT = 10_000;
    private static final long LEAST_TIMEOUT = 250;

    private final ClassLoader libraries;
    private final Map<DatabaseSettings, HikariDataSource> pools = new HashMap<>();

    private Databases(ClassLoader libraries) {
        this.libraries = libraries;
    }

    /** Those of {@code context}. */
    public static Databases of(CamelContext context) {
        synchronized (context.getRegistry()) {
            Databases known = context.getCamelContextExtension().getContextPlugin(Databases.class);
            if (known != null) {
                return known;
            }
            Databases made = new Databases(context.getApplicationContextClassLoader());
            context.getCamelContextExtension().addContextPlugin(Databases.class, made);
            stopWith(context, made);
            return made;
        }
    }

    private static void stopWith(CamelContext context, Databases databases) {
        try {
            context.addService(databases, true, false);
        } catch (Exception e) {
            throw new IllegalStateException("The databases cannot be given to the Camel context", e);
        }
    }

    /** The driver for these settings; empty when there is none among the libraries. */
    public Optional<Driver> driver(DatabaseSettings settings) {
        return settings.driver().map(this::byName).orElseGet(() -> byUrl(settings.url()));
    }

    private Optional<Driver> byName(String name) {
        try {
            Object made = Class.forName(name, true, libraries).getConstructor().newInstance();
            return made instanceof Driver driver ? Optional.of(driver) : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private Optional<Driver> byUrl(String url) {
        for (Driver driver : ServiceLoader.load(Driver.class, libraries)) {
            try {
                if (driver.acceptsURL(url)) {
                    return Optional.of(driver);
                }
            } catch (SQLException notThisOne) {
                // Another one may take it.
            }
        }
        return Optional.empty();
    }

    /** A connection; waits for one, so never on an event loop. */
    Connection connection(DatabaseSettings settings) throws SQLException {
        return pool(settings).getConnection();
    }

    private synchronized HikariDataSource pool(DatabaseSettings settings) throws SQLException {
        HikariDataSource known = pools.get(settings);
        if (known == null) {
            Driver driver = driver(settings)
                    .orElseThrow(() -> new SQLException(
                            settings + ": no driver (expected: the jar of the JDBC driver in lib/; MYL-2103)"));
            known = new HikariDataSource(config(settings, driver));
            pools.put(settings, known);
        }
        return known;
    }

    private static HikariConfig config(DatabaseSettings settings, Driver driver) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new DriverSource(driver, settings));
        config.setPoolName("database " + settings);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT);
        config.setThreadFactory(task -> {
            Thread thread = new Thread(task, "myelin-database");
            thread.setDaemon(true);
            return thread;
        });
        settings.options().forEach((name, value) -> option(config, name, value.strip()));
        return config;
    }

    private static void option(HikariConfig config, String name, String value) {
        switch (name) {
            case "maxactive" -> config.setMaximumPoolSize(Math.max(1, Integer.parseInt(value)));
            case "minidle" -> config.setMinimumIdle(Math.max(0, Integer.parseInt(value)));
            case "maxwait" -> config.setConnectionTimeout(Math.max(LEAST_TIMEOUT, Long.parseLong(value)));
            case "autocommit", "defaultautocommit" -> config.setAutoCommit(Boolean.parseBoolean(value));
            case "validationquery" -> config.setConnectionTestQuery(value);
            case "isolation", "defaulttransactionisolation" -> config.setTransactionIsolation(isolation(value));
            default -> {}
        }
    }

    private static String isolation(String value) {
        String bare = value.replaceFirst("(?i)^(Connection\\.)?TRANSACTION_", "");
        return "TRANSACTION_" + bare.toUpperCase(Locale.ROOT);
    }

    @Override
    protected synchronized void doStop() {
        pools.values().forEach(HikariDataSource::close);
        pools.clear();
    }
}
