package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code dblookup} and {@code dbreport}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
    private static final String URL = "jdbc:h2:mem:lab;DB_CLOSE_DELAY=-1";
    private static final String PASSWORD = "very-secret";
    private static final String POOL = "<connection><pool><driver>org.h2.Driver</driver><url>" + URL
            + "</url><user>sa</user><password>" + PASSWORD + "</password>"
            + "<property name=\"maxactive\" value=\"2\"/><property name=\"isolation\""
            + " value=\"Connection.TRANSACTION_READ_COMMITTED\"/><property name=\"testonborrow\" value=\"true\"/>"
            + "</pool></connection>";
    private static final String BY_NAME = "<connection><pool><dsName>jdbc/lab</dsName></pool></connection>";
    private static final String FAULT = "<faultSequence><payloadFactory media-type=\"text\"><format>fault: $1</format>"
            + "<args><arg expression=\"$ctx:ERROR_MESSAGE\"/></args></payloadFactory><respond/></faultSequence>";

    private Connection keeper;
    private Lab lab;

    private static String statement(String sql, String more) {
        return "<statement><sql>" + sql + "</sql>" + more + "</statement>";
    }

    private static String parameter(String expression, String type) {
        return "<parameter expression=\"" + expression + "\" type=\"" + type + "\"/>";
    }

    private static String result(String name, String column) {
        return "<result name=\"" + name + "\" column=\"" + column + "\"/>";
    }

    private static String proxy(String name, String mediators) {
        return Lab.proxy(
                name,
                mediators + "<payloadFactory media-type=\"text\"><format>$1|$2|$3</format><args>"
                        + "<arg expression=\"$ctx:id\"/><arg expression=\"$ctx:price\"/>"
                        + "<arg expression=\"$ctx:since\"/></args></payloadFactory><respond/>",
                FAULT);
    }

    private static String keyed() {
        String one = statement("select id from company where name = 'SUN'", result("id", "id"));
        return "<localEntry key=\"Driver\">org.h2.Driver</localEntry><localEntry key=\"Url\"> " + URL + " </localEntry>"
                + "<localEntry key=\"User\">sa</localEntry><localEntry key=\"Password\">" + PASSWORD + "</localEntry>"
                + proxy(
                        "keyed",
                        "<dblookup><connection><pool><driver key=\"Driver\"/><url key=\"Url\"/><user key=\"User\"/>"
                                + "<password key=\"Password\"/></pool></connection>" + one + "</dblookup>")
                + proxy(
                        "noKey",
                        "<dblookup><connection><pool><url key=\"None\"/></pool></connection>" + one + "</dblookup>");
    }

    @BeforeAll
    void start() throws SQLException {
        keeper = DriverManager.getConnection(URL, "sa", PASSWORD);
        execute("CREATE TABLE company(id INT PRIMARY KEY, name VARCHAR(20), price DOUBLE, since DATE, open BOOLEAN)");
        execute("INSERT INTO company VALUES (1, 'IBM', 2.5, '2020-02-03', TRUE), (2, 'SUN', 7.5, NULL, FALSE)");
        String byName = "select * from company where name = ?";
        String all = result("id", "id") + result("price", "PRICE") + result("since", "4");
        lab = Lab.start(
                keyed()
                        + proxy(
                                "inline",
                                "<dblookup>" + POOL + statement(byName, parameter("//text()", "VARCHAR") + all)
                                        + "</dblookup>")
                        + proxy(
                                "named",
                                "<dblookup>" + BY_NAME
                                        + statement(byName, parameter("//text()", "VARCHAR") + result("id", "id"))
                                        + statement(
                                                "select price, open from company where id = ?",
                                                parameter("$ctx:id", "INTEGER")
                                                        + result("price", "price")
                                                        + result("since", "open"))
                                        + "</dblookup>")
                        + proxy(
                                "report",
                                "<dbreport>" + BY_NAME
                                        + statement(
                                                "insert into company values (?, ?, ?, ?, ?)",
                                                parameter("//id/text()", "INTEGER")
                                                        + parameter("//name/text()", "VARCHAR")
                                                        + parameter("//price/text()", "DOUBLE")
                                                        + parameter("//since/text()", "DATE")
                                                        + "<parameter value=\"true\" type=\"BIT\"/>")
                                        + "</dbreport>")
                        + proxy("halfway", "<dbreport>" + BY_NAME + twoInserts(11) + "</dbreport>")
                        + proxy(
                                "allOrNone",
                                "<dbreport useTransaction=\"true\">" + BY_NAME + twoInserts(12) + "</dbreport>")
                        + proxy(
                                "noSource",
                                "<dblookup><connection><pool><dsName>none</dsName></pool></connection>"
                                        + statement(byName, parameter("1", "VARCHAR")) + "</dblookup>")
                        + proxy(
                                "noDriver",
                                "<dblookup><connection><pool><driver>com.example.None</driver>"
                                        + "<url>jdbc:none:x</url></pool></connection>"
                                        + statement(byName, parameter("1", "VARCHAR")) + "</dblookup>")
                        + "<sequence name=\"noUrl\"><dblookup><connection><pool/></connection>"
                        + statement(byName, "<parameter type=\"VARCHAR\"/>") + "</dblookup></sequence>"
                        + "<sequence name=\"badOption\"><dblookup><connection><pool><url>" + URL
                        + "</url><property name=\"maxactive\" value=\"many\"/></pool></connection>"
                        + statement("select 1", "") + "</dblookup></sequence>",
                conf -> conf.toml("[[datasource]]\nid = \"lab\"\nurl = \"" + URL
                        + "\"\nusername = \"sa\"\npassword = \"" + PASSWORD + "\"\npool_options.maxActive = 3\n"));
    }

    private static String twoInserts(int id) {
        String insert = "insert into company(id, name) values (" + id + ", 'TWICE')";
        return statement(insert, "") + statement(insert, "");
    }

    @AfterAll
    void stop() throws SQLException {
        lab.close();
        keeper.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String condition) throws SQLException {
        try (Statement statement = keeper.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from company where " + condition)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private String post(String proxy, String body) {
        return lab.post(proxy, "application/xml", body).body();
    }

    @Test
    void theFirstRowBecomesProperties() {
        assertThat(post("inline", "<s>IBM</s>")).isEqualTo("1|2.5|2020-02-03");
        assertThat(post("inline", "<s>SUN</s>")).isEqualTo("2|7.5|");
        assertThat(post("inline", "<s>NONE</s>")).isEqualTo("||");
    }

    @Test
    void aStatementSeesWhatTheOneBeforeFound() {
        assertThat(post("named", "<s>SUN</s>")).isEqualTo("2|7.5|false");
    }

    @Test
    void valuesAreBoundAndNeverBecomeSql() {
        assertThat(post("inline", "<s>IBM' or '1'='1</s>")).isEqualTo("||");
    }

    @Test
    void reportsWriteEachTypeAndEmptyTextIsNull() throws SQLException {
        assertThat(post("report", "<c><id>7</id><name>ACME</name><price>1.25</price><since>2024-05-06</since></c>"))
                .isEqualTo("||");
        assertThat(count("id = 7 and name = 'ACME' and price = 1.25 and since = DATE '2024-05-06' and open"))
                .isEqualTo(1);
        post("report", "<c><id>8</id></c>");
        assertThat(count("id = 8 and name is null and since is null")).isEqualTo(1);
    }

    @Test
    void withUseTransactionAllStatementsCountOrNone() throws SQLException {
        assertThat(post("halfway", "<x/>")).startsWith("fault: dbreport lab: ");
        assertThat(count("id = 11")).isEqualTo(1);
        assertThat(post("allOrNone", "<x/>")).startsWith("fault: dbreport lab: ");
        assertThat(count("id = 12")).isZero();
    }

    @Test
    void aValueOfAnotherTypeIsAFaultThatSaysWhich() {
        assertThat(post("report", "<c><id>seven</id></c>"))
                .isEqualTo("fault: dbreport lab: parameter 1: (expected: a value of the type INTEGER)");
    }

    @Test
    void whatIsNotThereIsAFault() {
        HttpResponse<String> answer = lab.post("noSource", "application/xml", "<x/>");
        assertThat(answer.body()).isEqualTo("fault: dblookup: the data source is not there (MYL-2102)");
        assertThat(post("noDriver", "<x/>")).contains("jdbc:none:x: no driver", "MYL-2103");
    }

    @Test
    void whatIsWrongIsReportedAndNoPasswordIsShown() {
        assertThat(lab.engine.engine().diagnostics())
                .extracting(found -> found.code() + " " + found.message())
                .containsExactlyInAnyOrder(
                        "MYL-2003 key: None (expected: a local entry, or a file of the registry folder)",
                        "MYL-2102 dsName: none (expected: one of lab)",
                        "MYL-2103 driver: com.example.None (expected: a JDBC driver of a jar in lib/)",
                        "MYL-2031 pool: no dsName and no url (expected: one of them)",
                        "MYL-2031 parameter: no value (expected: value or expression)",
                        "MYL-2104 maxactive: many (expected: a whole number)");
        assertThat(lab.engine.engine().diagnostics())
                .extracting(Diagnostic::toString)
                .noneMatch(text -> text.contains(PASSWORD));
        assertThat(lab.engine.log().containing(PASSWORD)).isEmpty();
    }

    @Test
    void theConnectionCanBeNamedByKeys() {
        assertThat(lab.post("keyed", "application/json", "{}").body()).startsWith("2|");
        assertThat(lab.post("noKey", "application/json", "{}").body()).startsWith("fault: ");
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(each -> each.code().equals("MYL-2003"))
                .singleElement()
                .satisfies(each -> assertThat(each.message()).startsWith("key: None (expected: a local entry"));
    }
}
