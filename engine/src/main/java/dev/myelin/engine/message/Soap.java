package dev.myelin.engine.message;

import org.jspecify.annotations.Nullable;

/** Names of the SOAP envelope. */
final class Soap {
    static final String ENVELOPE_11 = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String ENVELOPE_12 = "http://www.w3.org/2003/05/soap-envelope";
    static final String PREFIX = "soapenv";

    private Soap() {}

    static boolean isEnvelopeNamespace(@Nullable String uri) {
        return ENVELOPE_11.equals(uri) || ENVELOPE_12.equals(uri);
    }
}
