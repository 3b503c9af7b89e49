package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ${...}}: what it yields. */
class SynapseExpressionTest {
    private static final String SHOP = """
            {"name":"Ann","age":30,"index":1,"limit":10,"nil":null,"flag":true,"and":"or","text":" Hi ","big":12345678901,
            "price":8.50,"vars":{"payload":{"in":5}},"a-b":"dash",
            "tags":["x","y","z","w"],
            "doc":"{\\"k\\":[1,2]}",
            "items":[{"id":1,"kind":"pen","price":2.5},{"id":2,"kind":"ink","price":12,"new":false},
            {"id":3,"kind":"cap","price":30.25}]}""";

    private final CamelContext context = Messages.context();
    private final SynapseExpressions expressions = new SynapseExpressions(context, new ExternalTexts() {
        @Override
        public Optional<String> registry(String key) {
            return switch (key) {
                case "conf:/rates.json" -> Optional.of("{\"eur\": 1.5}");
                case "conf:/rates.json.properties" -> Optional.of("source=bank\n");
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<String> localEntry(String key) {
            return Optional.empty();
        }

        @Override
        public Optional<String> secret(String alias) {
            return Optional.of("s3cret").filter(text -> alias.equals("db"));
        }

        @Override
        public Optional<String> config(String name) {
            return Optional.of("2").filter(text -> name.equals("promo.count"));
        }
    });

    private String text(String expression) {
        return expressions
                .compile("${" + expression + "}", Map.of("a", "urn:a"))
                .text(shop());
    }

    private Exchange shop() {
        Exchange exchange = Messages.exchange(context, Payload.ofText(SHOP, "application/json"));
        exchange.setVariable("n", 10);
        exchange.setVariable("half", 2.5);
        exchange.setVariable("word", "pen");
        exchange.setVariable("digits", "7");
        exchange.setVariable("last name", "Lee");
        exchange.setVariable(
                "json",
                Payload.ofText("{\"a\":{\"b\":[1,2,3]}}", "application/json").json());
        exchange.setVariable("texted", "{\"a\":1}");
        exchange.setVariable(
                "xml",
                Payload.ofText("<r><s>A</s><s>B</s></r>", "application/xml").xml());
        exchange.setVariable("answer", Map.of("attributes", Map.of("statusCode", 201), "payload", "[4,5]"));
        exchange.getMessage().setHeader("X-Id", "h1");
        exchange.setProperty("uri.var.id", "42");
        exchange.setProperty("query.param.q", "books");
        exchange.setProperty("state", "open");
        exchange.setProperty("dotted.name", "yes");
        MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", 404);
        MessageContext.of(exchange).enterTemplate(Map.of("who", "you"));
        return exchange;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3; 7",
                "(1 + 2) * 3; 9",
                "5 - 3 - 1; 1",
                "5-3; 2",
                "-vars.n + 1; -9",
                "5.5 + 3; 8.5",
                "5.5 + 3.5; 9.0",
                "0.1 + 0.2; 0.3",
                "9 / 3; 3",
                "9 / 2; 4.5",
                "10 % 4; 2",
                "5.5 % 3; 2.5",
                "vars.n * vars.half; 25.0",
                "payload.big * 10; 123456789010",
                "9223372036854775807 + 1; 9223372036854776000",
                "'a' + \"b\"; ab",
                "'it\\'s' + \"\\u0041\\n\"; `it'sA\n`",
                "payload.price; 8.50",
                "vars.digits * 2; 14",
                "1 == 1.0; true",
                "'1' == 1; true",
                "payload.name == 'Ann'; true",
                "payload.name != 'Ann'; false",
                "payload.nil == null; true",
                "payload.none == null; true",
                "vars.none == null ? 'unset' : 'set'; unset",
                "payload.items[0] == payload.items[0]; true",
                "2 < 10 && 10 >= 10; true",
                "vars.n > 5 and vars.half < 5; true",
                "configs.promo.count < length(payload.items); true",
                "false || true; true",
                "not(true) or !(1 > 2); true",
                "payload.flag ? 'a' : 'b'; a",
                "false ? 1 : false ? 2 : 3; 3",
                "1 > 2 ? 'x' : (2 > 1 ? 'y' : 'z'); y",
                "false && payload.none; false",
                "payload.none + 1; ``",
                "toUpper(payload.none); ``",
                "payload.none > 1; ``",
                "null ? 1 : 2; ``",
            })
    void operators(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "payload.name; Ann",
                "$.name; Ann",
                "$[\"name\"]; Ann",
                "payload['a-b']; dash",
                "payload.and; or",
                "payload.vars.payload.in; 5",
                "payload.none.of.this; ``",
                "payload.nil; ``",
                "payload.tags[1]; y",
                "payload.tags[-1]; w",
                "payload.tags[9]; ``",
                "payload.tags[payload.index + 1]; z",
                "payload.tags[0,2]; `[\"x\",\"z\"]`",
                "payload.tags[1:3]; `[\"y\",\"z\"]`",
                "payload.tags[-2:]; `[\"z\",\"w\"]`",
                "payload.tags.[::2]; `[\"x\",\"z\"]`",
                "payload.tags[payload.index:]; `[\"y\",\"z\",\"w\"]`",
                "payload.items[*].id; `[1,2,3]`",
                "payload.items.*.id; `[1,2,3]`",
                "payload..id; `[1,2,3]`",
                "$..price; `[8.50,2.5,12,30.25]`",
                "payload.items[?(@.price > 10)].id; `[2,3]`",
                "payload.items[?(@.price > payload.limit && @.kind != 'cap')].id; `[2]`",
                "payload.items[?(@.kind == vars.word)].id; `[1]`",
                "payload.items[?(@.kind == 'pen' || @.kind == 'ink')].id; `[1,2]`",
                "payload.items[?(@.new)].id; `[2]`",
                "payload.items[?(!@.new)].id; `[1,3]`",
                "payload.items[?(@.kind =~ /P.*/i)].id; `[1]`",
                "payload.items[?(@.kind in ['ink','cap'])].id; `[2,3]`",
                "payload.items[?(@.kind nin ['ink','cap'])].id; `[1]`",
                "payload.items[?(@.kind contains 'n')].id; `[1,2]`",
                "payload.items[?(@.none > 3)]; `[]`",
                "payload..items[?(@.id == 3)].kind; `[\"cap\"]`",
                "payload.tags[?(@ == 'y')]; `[\"y\"]`",
                "length(payload.items[?(@.price > 10)]) == 2; true",
                "payload.items.length(); 3",
                "payload.tags.size(); 4",
                "payload..price.max(); 30.25",
                "payload.items[*].id.sum(); 6.0",
                "payload.items[0].keys(); `[\"id\",\"kind\",\"price\"]`",
                "payload.items.first().kind; pen",
                "payload.items.last().kind; cap",
                "object(payload.doc).k[1]; 2",
                "vars.n; 10",
                "vars[\"last name\"]; Lee",
                "vars.['last name']; Lee",
                "var.json.a.b[1]; 2",
                "vars.texted.a; 1",
                "vars.answer.attributes.statusCode + 1; 202",
                "vars.answer['payload'][1]; 5",
                "vars.answer.none; ``",
                "headers[\"X-Id\"]; h1",
                "headers[\"x-id\"]; h1",
                "headers.none; ``",
                "properties.synapse.state; open",
                "props.synapse.dotted.name; yes",
                "properties.uri.var.id; 42",
                "properties.axis2.HTTP_SC; 404",
                "params.pathParams.id; 42",
                "params.queryParams.q; books",
                "params.functionParams.who; you",
                "configs.promo.count; 2",
                "secret('db'); s3cret",
                "registry('conf:/rates.json').eur * 2; 3.0",
                "registry('conf:/rates.json').property('source'); bank",
                "[1, 'a', vars.n]; `[1,\"a\",10]`",
            })
    void paths(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "length('abcd'); 4",
                "length(payload.tags); 4",
                "toUpper(payload.name) + toLower('B'); ANNb",
                "subString('abcdef', 2); cdef",
                "subString('abcdef', 2, 4); cd",
                "startsWith('abc', 'ab') && endsWith('abc', 'bc') && contains('abc', 'b'); true",
                "trim(payload.text); Hi",
                "replace('a.b.c', '.', '-'); a-b-c",
                "split('a, b:c', '[,: ]+'); `[\"a\",\"b\",\"c\"]`",
                "split('a|b', '\\|')[1]; b",
                "indexOf('hello', 'l'); 2",
                "indexOf('hello', 'l', 3); 3",
                "charAt('abc', 1); b",
                "abs(-5); 5",
                "abs(-2.5); 2.5",
                "floor(-5.4); -6",
                "ceil(5.1); 6",
                "round(5.5); 6",
                "round(2.7543, 2); 2.75",
                "sqrt(25); 5.0",
                "log(1); 0.0",
                "pow(2, 3); 8.0",
                "now() > 1700000000000; true",
                "formatDateTime('29-09-1988', 'dd-MM-yyyy', 'yyyy/MM/dd'); 1988/09/29",
                "formatDateTime('11:22', 'HH:mm', 'mm HH'); 22 11",
                "length(formatDateTime(now(), 'yyyy-MM-dd')); 10",
                "integer('34') + 1; 35",
                "float('1.5') + 1; 2.5",
                "string(12) + '!'; 12!",
                "boolean('TRUE'); true",
                "boolean('bla'); false",
                "object('{\"a\":{\"b\":1}}').a.b; 1",
                "array('[1,2]')[1]; 2",
                "isNumber(payload.age) && !isNumber('34'); true",
                "isString(payload.name) && isArray(payload.tags) && isObject(payload.vars); true",
                "isArray('[1]'); true",
                "base64encode('Hello World'); SGVsbG8gV29ybGQ=",
                "base64encode('ä', 'ISO-8859-1'); 5A==",
                "base64decode('SGVsbG8='); Hello",
                "urlEncode('a b*c&'); a%20b%2Ac%26",
                "urlDecode('a+b%26'); a b&",
                "exists(payload.name); true",
                "exists(payload.nil) || exists(vars.none) || exists(1 / 0); false",
                "exists('vars.none') ? 1 : 2; 2",
                "exists('$.name'); true",
                "round(log(8, 2)); 3",
            })
    void functions(String expression, String expected) {
        assertThat(text(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'abc' + 5; +: abc (expected: two numbers or two texts: convert with string()",
                "1 / 0; /: by zero",
                "'a' * 2; *: a (expected: a number)",
                "'a' > 2; >: a (expected: a number)",
                "payload.name ? 1 : 2; condition: Ann (expected: true or false)",
                "length(5); length: 5 (expected: a text or an array)",
                "subString('abc', 7); subString: 7 (expected: a whole number from 0 to 3)",
                "integer('x'); integer: x (expected: a number)",
                "integer(3.4); integer: 3.4 (expected: a whole number)",
                "toUpper(payload.tags); toUpper: [\"x\",\"y\",\"z\",\"w\"] (expected: a text)",
                "base64encode('a', 'UTF-99'); base64encode: UTF-99 (expected: a charset",
                "formatDateTime('50', 'HH', 'mm'); formatDateTime: 50 (expected: a date or time like HH)",
                "vars.xml.s; A path into XML (expected: JSON; for XML: xpath(",
                "registry('conf:/none'); registry: conf:/none (expected: a file of the registry folder",
                "secret('none'); secret: none (expected: an environment variable",
            })
    void whatDoesNotFitIsAFaultWithItsReason(String expression, String expected) {
        assertThatThrownBy(() -> text(expression))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("${" + expression + "}: " + expected);
    }

    @Test
    void xmlIsReadByXPath() {
        Exchange exchange = Messages.exchange(
                context, Payload.ofText("<o><n xmlns='urn:a'>5</n><i>1</i><i>2</i></o>", "application/xml"));
        exchange.setVariable(
                "doc", Payload.ofText("<r><s>A</s></r>", "application/xml").xml());
        exchange.setVariable("text", "<r><s>B</s></r>");
        assertThat(on(exchange, "xpath('//a:n')")).isEqualTo("5");
        assertThat(on(exchange, "integer(xpath('//a:n')) + 1")).isEqualTo("6");
        assertThat(on(exchange, "xpath('count(//i)') > 1")).isEqualTo("true");
        assertThat(on(exchange, "xpath('//i')")).isEqualTo("<i>1</i><i>2</i>");
        assertThat(on(exchange, "exists(xpath('//none'))")).isEqualTo("false");
        assertThat(on(exchange, "xpath('//s', 'doc') + xpath('/s', 'text')")).isEqualTo("AB");
        assertThat(on(exchange, "xpath(\"$var:doc/s\")")).isEqualTo("A");
        assertThat(on(exchange, "payload.o.i[1]")).isEqualTo("2");
        assertThat(expressions.compile("${xpath('//i')}", Map.of()).nodes(exchange))
                .hasSize(2);
        assertThat(expressions.compile("${xpath('//i')}", Map.of()).isJson()).isFalse();
    }

    private String on(Exchange exchange, String expression) {
        return expressions
                .compile("${" + expression + "}", Map.of("a", "urn:a"))
                .text(exchange);
    }

    @Test
    void jsonStaysWhatItIsAndIsNotCopied() {
        Exchange exchange = shop();
        JsonNode whole = Payload.of(exchange).json();
        assertThat(expressions.compile("${payload.items}", Map.of()).evaluate(exchange, JsonNode.class))
                .isSameAs(whole.get("items"));
        assertThat(expressions.compile("${payload}", Map.of()).evaluate(exchange, JsonNode.class))
                .isSameAs(whole);
        assertThat(expressions.compile("${payload.age}", Map.of()).evaluate(exchange, Object.class))
                .isEqualTo(30);
        assertThat(expressions.compile("${payload.none}", Map.of()).evaluate(exchange, JsonNode.class))
                .isNull();
    }

    @Test
    void aPayloadOfNoKnownTypeIsParsedOnce() {
        Exchange exchange = Messages.exchange(context, Payload.ofText(" {\"a\":{\"b\":1}}", ""));
        JsonNode first = expressions.compile("${payload.a}", Map.of()).evaluate(exchange, JsonNode.class);
        assertThat(expressions.compile("${payload.a}", Map.of()).evaluate(exchange, JsonNode.class))
                .isNotNull()
                .isSameAs(first);
    }

    @Test
    void aPayloadThatIsNotJsonIsText() {
        assertThat(on(Messages.exchange(context, "text"), "length(payload)")).isEqualTo("13");
        assertThat(on(Messages.exchange(context, "text"), "payload.a")).isEmpty();
        assertThat(on(Messages.exchange(context, "none"), "payload")).isEmpty();
        assertThat(on(Messages.exchange(context, Payload.ofText("[not JSON", "")), "payload"))
                .isEqualTo("[not JSON");
    }

    @Test
    void aConditionHoldsForTrueOnly() {
        assertThat(expressions.compile("${payload.age > 18}", Map.of()).matches(shop()))
                .isTrue();
        assertThat(expressions.compile("${payload.flag}", Map.of()).matches(shop()))
                .isTrue();
        assertThat(expressions.compile("${payload.name}", Map.of()).matches(shop()))
                .isFalse();
        assertThat(expressions.compile("${payload.none}", Map.of()).matches(shop()))
                .isFalse();
    }

    @Test
    void aTemplateHasTextAndExpressions() {
        TextTemplate template =
                expressions.template("{${payload.name}} pays ${payload.price * 2} ${'}' + \"{\"}", Map.of());
        assertThat(template.text(shop())).isEqualTo("{Ann} pays 17.0 }{");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "payload.; line 1, column 11: the expression ends too early",
                "payload.a >> 3; line 1, column 14: unexpected '>'",
                "payload.a = 3; line 1, column 13: unexpected '='",
                "1 +; column 6: the expression ends too early",
                "(1; ends too early",
                "'abc; no closing brace",
                "payload.a \\ 2; unexpected '\\'",
                "body.x; column 3: unknown name 'body' (expected: payload, vars,",
                "headers.Content-Type; column 19: unknown name 'Type'",
                "toUper('a'); column 3: unknown function toUper(); did you mean toUpper?",
                "length(); length(): 0 arguments (expected: 1)",
                "subString('a'); subString(): 1 arguments (expected: 2 to 3)",
                "params.x.y; params.x (expected: queryParams, pathParams or functionParams)",
                "vars; 'vars' without a name (expected: a name, as in vars.x)",
                "headers.a[0]; '[0]' (expected: the end of the name)",
                "payload.a.foo(); 'foo(...)' at the end of a path (expected: length(), size()",
                "xpath('//b['); column 9:",
                "xpath(vars.x); xpath(): 'vars.x' (expected: a text in quotes)",
                "split('a', '('); column 14: '(' (expected: a regular expression",
                "formatDateTime(now(), 'bbb'); 'bbb' (expected: a date pattern",
                "hashicorp-vault('a','b'); hashicorp-vault: not supported (expected: secret('ALIAS'))",
            })
    void whatIsWrongIsSaidWithItsPlace(String expression, String expected) {
        assertThatThrownBy(() -> expressions.compile("${" + expression + "}", Map.of()))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void anExpressionWithoutEndIsRefused() {
        String deep = "(".repeat(10_000) + "1" + ")".repeat(10_000);
        assertThatThrownBy(() -> expressions.compile("${" + deep + "}", Map.of()))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining("too long or too deep");
        assertThatThrownBy(() -> expressions.compile("${" + "!".repeat(10_000) + "true}", Map.of()))
                .hasMessageContaining("too long or too deep");
        assertThatThrownBy(() -> expressions.compile("${1" + " + 1".repeat(10_000) + "}", Map.of()))
                .hasMessageContaining("too long or too deep");
    }

    @Test
    void onlyOneExpressionStandsInAnAttribute() {
        assertThatThrownBy(() -> expressions.compile("${1} + ${2}", Map.of()))
                .hasMessageContaining("'+ ${2}' after the expression");
        assertThatThrownBy(() -> expressions.template("a\n ${x", Map.of()))
                .hasMessageContaining("${ at line 2, column 2 has no closing brace");
    }

    @Test
    void numbersThatNobodyCanCountWithAreAFault() {
        Exchange exchange = Messages.exchange(context, Payload.ofText("{\"n\":1e999999}", "application/json"));
        assertThatThrownBy(() -> on(exchange, "payload.n + 1"))
                .hasMessageContaining("a number that can be counted with");
        assertThat(on(exchange, "payload.n > 5")).isEqualTo("true");
    }

    @Test
    void patternsThatBacktrackAreStopped() {
        Exchange exchange =
                Messages.exchange(context, Payload.ofText("[\"" + "a".repeat(5000) + "!\"]", "application/json"));
        assertThatThrownBy(() -> on(exchange, "payload[?(@ =~ /(a+)+b/)]"))
                .hasMessageContaining("backtracks without end");
    }
}
