package dev.myelin.engine.mediator.database;

import dev.myelin.engine.mediator.Turn;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <dblookup>} and {@code <dbreport>}: runs statements of SQL on a worker. */
public final class DatabaseMediator extends AsyncProcessorSupport {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final Optional<DatabaseSettings> settings;
    private final List<SqlStatement> statements;
    private final boolean oneTransaction;
    private final Databases databases;
    private final Workers workers;

    /**
     * What runs the statements.
     *
     * @param databases the pools
     * @param workers the threads
     */
    public record Runtime(Databases databases, Workers workers) {}

    /**
     * For one mediator.
     *
     * @param name of the mediator, for messages
     * @param settings empty when there is no such data source, which is a fault for each message
     * @param oneTransaction whether all statements count, or none
     */
    public DatabaseMediator(
            String name,
            Optional<DatabaseSettings> settings,
            List<SqlStatement> statements,
            boolean oneTransaction,
            Runtime runtime) {
        this.name = name;
        this.settings = settings;
        this.statements = List.copyOf(statements);
        this.oneTransaction = oneTransaction;
        this.databases = runtime.databases();
        this.workers = runtime.workers();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (settings.isEmpty()) {
            String text = name + ": the data source is not there (MYL-2102)";
            exchange.setException(Fault.of(ErrorCode.MEDIATION, text));
            callback.done(true);
            return true;
        }
        DatabaseSettings known = settings.get();
        return workers.run(exchange, LIMIT, (message, turn) -> run(known, message, turn), callback);
    }

    private void run(DatabaseSettings known, Exchange exchange, Turn turn) {
        try (Connection connection = databases.connection(known)) {
            if (oneTransaction) {
                connection.setAutoCommit(false);
            }
            try {
                statements(connection, exchange, turn);
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            } catch (SQLException | RuntimeException e) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                throw e;
            }
        } catch (SQLException e) {
            throw fault(known, e);
        }
    }

    private void statements(Connection connection, Exchange exchange, Turn turn) throws SQLException {
        for (SqlStatement statement : statements) {
            List<String> values = turn.use(() -> statement.values(exchange));
            Map<String, String> found = statement.run(connection, values);
            turn.use(() -> {
                found.forEach(exchange::setProperty);
                return found;
            });
        }
    }

    private Fault fault(DatabaseSettings known, SQLException failure) {
        Throwable root = failure;
        for (int i = 0; i < 8 && root.getCause() instanceof SQLException cause; i++) {
            root = cause;
        }
        String text = name + " " + known + ": " + root.getMessage();
        return Fault.of(ErrorCode.MEDIATION, text, "SQLSTATE " + failure.getSQLState());
    }
}
