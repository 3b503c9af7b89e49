package dev.myelin.engine.expression;

import dev.myelin.engine.message.Payload;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Messages that expressions are tried on. */
final class Messages {
    static final String SOAP = """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">\
            <soapenv:Header><h:id xmlns:h="urn:h">42</h:id></soapenv:Header>\
            <soapenv:Body><m:getQuote xmlns:m="urn:m"><m:symbol>IBM</m:symbol><m:symbol>SUN</m:symbol>\
            <m:price currency="EUR">12.5</m:price></m:getQuote></soapenv:Body></soapenv:Envelope>""";
    static final String POX = "<order id=\"7\"><item> a </item><item>b</item><empty/><n>20</n></order>";
    static final String JSON = "{\"a\":{\"b\":\"x\",\"n\":1.10,\"t\":true,\"f\":false,\"nil\":null,\"e\":\"\"},"
            + "\"list\":[1,2,3],\"rows\":[{\"k\":1},{\"k\":2}]}";

    private Messages() {}

    /** A context that runs nothing: headers without case need that. */
    static CamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.init();
        return context;
    }

    static Exchange exchange(CamelContext context, Payload payload) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(payload);
        return exchange;
    }

    static Exchange exchange(CamelContext context, String kind) {
        return exchange(
                context,
                switch (kind) {
                    case "soap" -> Payload.ofText(SOAP, "text/xml");
                    case "pox" -> Payload.ofText(POX, "application/xml");
                    case "json" -> Payload.ofText(JSON, "application/json");
                    case "text" -> Payload.ofText("hello <world>", "text/plain");
                    case "none" -> Payload.empty();
                    default -> throw new IllegalArgumentException(kind);
                });
    }
}
