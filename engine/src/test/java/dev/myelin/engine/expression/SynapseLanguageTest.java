package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.message.PayloadConverters;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

class SynapseLanguageTest {
    private static final String ROUTE = """
            <routes xmlns="http://camel.apache.org/schema/spring">
              <route>
                <from uri="direct:in"/>
                <setProperty name="name"><language language="synapse">json-eval($.name)</language></setProperty>
                <choice>
                  <when>
                    <language language="synapse">get-property('name') = 'Ada'</language>
                    <setBody><language language="synapse">concat('Hello ', $ctx:name)</language></setBody>
                  </when>
                </choice>
              </route>
            </routes>""";

    @Test
    void servesPlainCamelXml() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PayloadConverters.register(context);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.xml", ROUTE));
            context.start();

            String answer = context.createProducerTemplate()
                    .requestBodyAndHeader(
                            "direct:in", "{\"name\":\"Ada\"}", "Content-Type", "application/json", String.class);
            assertThat(answer).isEqualTo("Hello Ada");
        }
    }

    @Test
    void letsPlainRoutesReadAPayload() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PayloadConverters.register(context);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").setBody(simple("${bodyAs(String)}!"));
                }
            });
            context.start();

            Object answer = context.createProducerTemplate()
                    .requestBody("direct:in", dev.myelin.engine.message.Payload.ofText("hi", "text/plain"));
            assertThat(answer).isEqualTo("hi!");
        }
    }
}
