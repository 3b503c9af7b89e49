package dev.myelin.engine.mediator.database;

import dev.myelin.engine.mediator.TextSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A statement of SQL.
 *
 * @param sql with question marks
 * @param parameters what stands for them
 * @param results the columns of the first row that are wanted
 */
public record SqlStatement(String sql, List<Parameter> parameters, List<Column> results) {
    private static final int TIMEOUT_SECONDS = 30;

    /**
     * What stands for a question mark.
     *
     * @param type of SQL
     * @param value as text; empty for NULL
     */
    public record Parameter(JDBCType type, TextSource value) {}

    /**
     * A column.
     *
     * @param property the property that takes it
     * @param column its name, or its number from 1
     */
    public record Column(String property, String column) {}

    List<String> values(Exchange exchange) {
        return parameters.stream()
                .map(parameter -> parameter.value().text(exchange))
                .toList();
    }

    /** Runs it; the wanted columns of the first row, by property. */
    Map<String, String> run(Connection connection, List<String> values) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            statement.setMaxRows(1);
            for (int i = 0; i < values.size(); i++) {
                set(statement, i + 1, parameters.get(i).type(), values.get(i));
            }
            if (!statement.execute() || results.isEmpty()) {
                return Map.of();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? columns(rows) : Map.of();
            }
        }
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        String start = sql.toLowerCase(Locale.ROOT);
        boolean procedure = start.startsWith("call") || start.startsWith("{");
        return procedure ? connection.prepareCall(sql) : connection.prepareStatement(sql);
    }

    private Map<String, String> columns(ResultSet row) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        for (Column each : results) {
            int index = isNumber(each.column()) ? Integer.parseInt(each.column()) : row.findColumn(each.column());
            @Nullable Object value = row.getObject(index);
            @Nullable String text = value instanceof Boolean ? value.toString() : row.getString(index);
            if (text != null) {
                found.put(each.property(), text);
            }
        }
        return found;
    }

    private static boolean isNumber(String column) {
        return column.matches("[1-9][0-9]{0,3}");
    }

    private static void set(PreparedStatement statement, int index, JDBCType type, String text) throws SQLException {
        if (text.isEmpty()) {
            statement.setNull(index, type.getVendorTypeNumber());
            return;
        }
        try {
            statement.setObject(index, value(type, text), type.getVendorTypeNumber());
        } catch (IllegalArgumentException e) {
            throw new SQLException("parameter " + index + ": (expected: a value of the type " + type + ")", e);
        }
    }

    private static Object value(JDBCType type, String text) {
        String bare = text.strip();
        return switch (type) {
            case NUMERIC, DECIMAL, TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE -> new BigDecimal(bare);
            case BIT, BOOLEAN -> bare.equals("1") || bare.equalsIgnoreCase("true");
            case DATE -> Date.valueOf(bare);
            case TIME -> Time.valueOf(bare);
            case TIMESTAMP -> Timestamp.valueOf(bare.replace('T', ' '));
            default -> text;
        };
    }
}
