package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.Sender;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code GET /services/NAME?wsdl} and {@code ?xsd=...} for proxies with a WSDL document. */
final class ProxyShow {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyShow.class);

    private final Sender http;

    ProxyShow(Sender http) {
        this.http = http;
    }

    /** Whether a request asks for a document that the proxy has. */
    static boolean isWanted(HttpSource source, ProxySettings proxy) {
        if (proxy.documents().isEmpty() || !source.method().equals("GET")) {
            return false;
        }
        String uri = source.uri();
        int mark = uri.indexOf('?');
        String query = mark < 0 ? "" : uri.substring(mark + 1).toLowerCase(Locale.ROOT);
        return query.startsWith("wsdl") || query.startsWith("xsd");
    }

    /** What answers such a request. */
    AsyncProcessor of(ProxySettings proxy, HttpSource source) {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return answer(exchange, source, proxy, callback);
            }
        };
    }

    private boolean answer(Exchange exchange, HttpSource source, ProxySettings proxy, AsyncCallback callback) {
        ProxyDocuments documents = proxy.documents().orElseThrow();
        String address = source.scheme() + "://" + source.headers().get(HttpHeaderNames.HOST, "localhost")
                + "/services/" + proxy.name();
        String part = part(source.uri());
        if (!part.isEmpty()) {
            show(documents.part(part), address, source);
            callback.done(true);
            return true;
        }
        documents.main(http, exchange.getContext()).whenComplete((document, failure) -> {
            if (failure != null) {
                LOG.warn("{}: the WSDL document of proxy {} cannot be had: {}", source.uri(), proxy.name(), failure);
            }
            show(document, address, source);
            callback.done(false);
        });
        return false;
    }

    private static void show(@Nullable PublishedWsdl document, String address, HttpSource source) {
        source.answer(
                document == null
                        ? Answers.refusal(HttpResponseStatus.NOT_FOUND, source.headers())
                        : Answers.xml(document.text(address)));
    }

    /** What stands behind {@code xsd=} or {@code wsdl=}; empty for the document itself. */
    private static String part(String uri) {
        for (Map.Entry<String, List<String>> each :
                new QueryStringDecoder(uri).parameters().entrySet()) {
            String name = each.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("xsd") || name.equals("wsdl")) {
                return each.getValue().get(0);
            }
        }
        return "";
    }
}
