package dev.myelin.engine.deploy;

import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.compiler.ProjectCompiler;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import dev.myelin.engine.transport.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message through a compiled sequence, without sockets: a log that is off, a property, another sequence with {@code
 * respond}; {@code filtered} has a filter on a JSONPath, {@code rebuilt} one and a payloadFactory over 1 KiB of JSON, {@code
 * xpath} a filter on an XPath over 1 KiB of XML. In this package to build what {@link Engine} builds, short of the
 * listeners.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MessagePathBenchmark {
    private static final String CONFIG = """
            <definitions xmlns="http://ws.apache.org/ns/synapse">
              <sequence name="plain">
                <log level="custom" category="DEBUG"><property name="direction" value="in"/></log>
                <property name="path" expression="get-property('websocket.subscriber.path')"/>
                <sequence key="answer"/>
              </sequence>
              <sequence name="filtered">
                <log level="custom" category="DEBUG"><property name="direction" value="in"/></log>
                <property name="path" expression="get-property('websocket.subscriber.path')"/>
                <filter xpath="json-eval($.s)">
                  <then><sequence key="answer"/></then>
                  <else><drop/></else>
                </filter>
              </sequence>
              <sequence name="rebuilt">
                <property name="path" expression="get-property('websocket.subscriber.path')"/>
                <filter xpath="json-eval($.s)">
                  <then>
                    <payloadFactory media-type="json">
                      <format>{"c":"$1","s":"$2","rows":$3}</format>
                      <args>
                        <arg evaluator="json" expression="$.c"/>
                        <arg evaluator="json" expression="$.s"/>
                        <arg evaluator="json" expression="$.rows"/>
                      </args>
                    </payloadFactory>
                    <sequence key="answer"/>
                  </then>
                  <else><drop/></else>
                </filter>
              </sequence>
              <sequence name="xpath">
                <property name="path" expression="get-property('websocket.subscriber.path')"/>
                <filter xpath="//m/s">
                  <then><sequence key="answer"/></then>
                  <else><drop/></else>
                </filter>
              </sequence>
              <sequence name="answer"><respond/></sequence>
            </definitions>
            """;
    private static final String SMALL = "{\"c\":    42,\"s\":    123456,\"p\":\"ABCDEFGHIJKLMNOPQRSTUVWXYZabcd\"}";
    private static final String ORDER = "{\"c\":\"    42\",\"s\":\"    123456\",\"rows\":[0"
            + ",{\"item\":\"ABCDEFGH\",\"text\":\"ABCDEFGHIJKLMNOPQRSTUV\"}".repeat(18) + "]}";
    private static final String XML = "<m><c>    42</c><s>    123456</s><lines>"
            + "<line item=\"ABCDEFGH\"><text>ABCDEFGHIJ</text></line>".repeat(18) + "</lines></m>";

    /** The sequence that is run. */
    @Param({"plain", "filtered", "rebuilt", "xpath"})
    private String sequence = "plain";

    private final DefaultCamelContext context = Contexts.create(MessagePathBenchmark.class.getClassLoader());
    private final EventLoops loops = new EventLoops(true, 1);
    private ByteBuf message = Unpooled.EMPTY_BUFFER;
    private final Caller caller = new Caller();
    private @Nullable Transports transports;
    private @Nullable Endpoint endpoint;
    private @Nullable AsyncProducer producer;

    /** Compiles and starts the sequences. */
    @Setup(Level.Trial)
    public void start() throws Exception {
        message = Unpooled.directBuffer().writeBytes(messageFor(sequence).getBytes(StandardCharsets.US_ASCII));
        Path root = Files.createTempDirectory("messages");
        Path configs = Files.createDirectories(root.resolve("synapse-configs/default"));
        Files.writeString(configs.resolve("synapse.xml"), CONFIG);
        Files.writeString(root.resolve("deployment.toml"), "");
        LoadedProject loaded = new ProjectLoader(Map.of()).load(ConfDirectory.at(root));
        context.start();
        Transports made = new Transports(loops, loaded.config(), MessagePathBenchmark.class.getClassLoader());
        transports = made;
        made.install(context);
        CompiledProject compiled =
                new ProjectCompiler(made.compileSettings(context, Map.of())).compile(loaded.project(), loaded.config());
        for (RouteDefinition route : compiled.routes()) {
            route.errorHandler(new NoErrorHandlerDefinition());
            context.addRouteDefinition(route);
        }
        Endpoint found = context.getEndpoint("sequence:" + sequence);
        endpoint = found;
        producer = found.createAsyncProducer();
        producer.start();
    }

    private static String messageFor(String sequence) {
        return switch (sequence) {
            case "rebuilt" -> ORDER;
            case "xpath" -> XML;
            default -> SMALL;
        };
    }

    /** Stops everything. */
    @TearDown(Level.Trial)
    public void stop() {
        context.stop();
        if (transports != null) {
            transports.close();
        }
        loops.close();
        message.release();
    }

    /** From the exchange to the answer. */
    @Benchmark
    public long message() {
        Endpoint from = endpoint;
        AsyncProducer runner = producer;
        if (from == null || runner == null) {
            throw new IllegalStateException("not started");
        }
        Exchange exchange = from.createExchange();
        exchange.getIn().setBody(Payload.ofFrame(message, true, ""));
        MessageContext.attach(exchange, caller);
        runner.process(exchange, doneSync -> {});
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        return caller.answers;
    }

    private static final class Caller implements Source {
        private long answers;

        @Override
        public @Nullable Object property(Exchange exchange, Scope scope, String name) {
            return name.equals("websocket.subscriber.path") ? "/ws" : null;
        }

        @Override
        public void respond(Exchange exchange) {
            answers++;
        }

        @Override
        public Optional<String> replySequence() {
            return Optional.empty();
        }
    }
}
