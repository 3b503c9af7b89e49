package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code dblookup} and {@code dbreport} have in common: a connection and SQL statements. */
public abstract class DbMediator extends Mediator {
    @XmlElement(required = true)
    private @Nullable Connection connection;

    @XmlElement(name = "statement", required = true)
    private final List<Statement> statements = new ArrayList<>();

    /** The database. */
    public Optional<Pool> pool() {
        return connection == null ? Optional.empty() : Optional.ofNullable(connection.pool);
    }

    /** The statements in order. */
    public List<Statement> statements() {
        return statements;
    }

    /** What holds the pool. */
    @XmlType(name = "dbConnection")
    public static final class Connection extends SynapseNode {
        @XmlElement(required = true)
        private @Nullable Pool pool;
    }

    /** Connections to a database: a data source by name, or all there is to know of one. */
    @XmlType(name = "dbPool")
    public static final class Pool extends SynapseNode {
        @XmlElement
        private @Nullable String dsName;

        @XmlElement
        private @Nullable String icClass;

        @XmlElement
        private @Nullable PoolText driver;

        @XmlElement
        private @Nullable PoolText url;

        @XmlElement
        private @Nullable PoolText user;

        @XmlElement
        private @Nullable PoolText password;

        @XmlElement(name = "property")
        private final List<PoolProperty> properties = new ArrayList<>();

        /** The name of a data source of {@code deployment.toml}. */
        public Optional<String> dataSource() {
            return given(dsName);
        }

        /** The class of the driver. */
        public Optional<PoolText> driver() {
            return PoolText.given(driver);
        }

        /** The URL of JDBC. */
        public Optional<PoolText> url() {
            return PoolText.given(url);
        }

        /** Who logs in. */
        public Optional<PoolText> user() {
            return PoolText.given(user);
        }

        /** With which password; never to be shown. */
        public Optional<PoolText> password() {
            return PoolText.given(password);
        }

        /** Options of the pool. */
        public List<PoolProperty> properties() {
            return properties;
        }

        private static Optional<String> given(@Nullable String text) {
            return Optional.ofNullable(text).map(String::strip).filter(found -> !found.isEmpty());
        }
    }

    /** A text, here or elsewhere. */
    @RawContent
    @XmlType(name = "dbPoolText")
    public static final class PoolText extends SynapseNode {
        @XmlAttribute
        private @Nullable String key;

        @XmlMixed
        private final List<String> text = new ArrayList<>();

        /** The local entry or registry file that holds the text. */
        public Optional<String> key() {
            return Optional.ofNullable(key);
        }

        /** The text that stands here, without white space around it. */
        public String text() {
            return String.join("", text).strip();
        }

        private static Optional<PoolText> given(@Nullable PoolText found) {
            return Optional.ofNullable(found)
                    .filter(each -> each.key != null || !each.text().isEmpty());
        }
    }

    /** An option of the pool. */
    @XmlType(name = "dbPoolProperty")
    public static final class PoolProperty extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @XmlAttribute(required = true)
        private @Nullable String value;

        /** Its name; empty when it is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** Its value. */
        public String value() {
            return value == null ? "" : value;
        }
    }

    /** A statement of SQL. */
    @XmlType(name = "dbStatement")
    public static final class Statement extends SynapseNode {
        @XmlElement(required = true)
        private @Nullable String sql;

        @XmlElement(name = "parameter")
        private final List<SqlParameter> parameters = new ArrayList<>();

        @XmlElement(name = "result")
        private final List<Result> results = new ArrayList<>();

        /** The SQL; empty when it is missing, which the reader has reported. */
        public String sql() {
            return sql == null ? "" : sql.strip();
        }

        /** What stands for its question marks, in order. */
        public List<SqlParameter> parameters() {
            return parameters;
        }

        /** What becomes of the first row. */
        public List<Result> results() {
            return results;
        }
    }

    /** What stands for a question mark. */
    @XmlType(name = "dbParameter")
    public static final class SqlParameter extends SynapseNode {
        @XmlAttribute
        private @Nullable String value;

        @XmlAttribute
        private @Nullable String expression;

        @Allowed({
            "CHAR",
            "VARCHAR",
            "LONGVARCHAR",
            "NUMERIC",
            "DECIMAL",
            "BIT",
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "REAL",
            "FLOAT",
            "DOUBLE",
            "DATE",
            "TIME",
            "TIMESTAMP"
        })
        @XmlAttribute
        private @Nullable String type;

        /** The constant value. */
        public Optional<String> value() {
            return Optional.ofNullable(value);
        }

        /** The expression that yields the value. */
        public Optional<String> expression() {
            return Optional.ofNullable(expression);
        }

        /** The type of SQL; {@code VARCHAR} unless set. */
        public String type() {
            return type == null ? "VARCHAR" : type;
        }
    }

    /** A column of the first row that becomes a property. */
    @XmlType(name = "dbResult")
    public static final class Result extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @XmlAttribute(required = true)
        private @Nullable String column;

        /** The property; empty when it is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** Name of the column, or its number from 1. */
        public String column() {
            return column == null ? "" : column.strip();
        }
    }
}
