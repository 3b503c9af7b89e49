package dev.myelin.engine.message;

import java.util.Locale;
import java.util.Optional;

/** What a message is written as. Each has a content type that {@code messageType} names. */
public enum MessageFormat {
    /** A SOAP 1.1 envelope, {@code text/xml}. */
    SOAP11("text/xml"),
    /** A SOAP 1.2 envelope, {@code application/soap+xml}. */
    SOAP12("application/soap+xml"),
    /** XML without an envelope, {@code application/xml}. */
    POX("application/xml"),
    /** JSON. */
    JSON("application/json"),
    /** Text. */
    TEXT("text/plain"),
    /** {@code a=1&b=2}. */
    FORM("application/x-www-form-urlencoded"),
    /** {@code multipart/form-data}. */
    MULTIPART("multipart/form-data"),
    /** Anything else: left as it is. */
    BINARY("application/octet-stream");

    private final String contentType;

    MessageFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The content type without parameters. */
    public String contentType() {
        return contentType;
    }

    /** Whether it is an envelope. */
    public boolean isSoap() {
        return this == SOAP11 || this == SOAP12;
    }

    /** The format that a content type stands for; parameters are not looked at. */
    public static MessageFormat ofContentType(String contentType) {
        return switch (MediaTypes.familyOf(contentType)) {
            case XML -> ofXml(contentType);
            case JSON -> JSON;
            case TEXT -> isForm(contentType) ? FORM : TEXT;
            case UNKNOWN, BINARY -> isMultipart(contentType) ? MULTIPART : BINARY;
        };
    }

    /** The format that MI calls {@code name}: {@code soap11}, {@code soap12}, {@code pox}. */
    public static Optional<MessageFormat> ofName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "soap11" -> Optional.of(SOAP11);
            case "soap12" -> Optional.of(SOAP12);
            case "pox" -> Optional.of(POX);
            default -> Optional.empty();
        };
    }

    static boolean isForm(String contentType) {
        return contentType.regionMatches(true, 0, FORM.contentType, 0, FORM.contentType.length());
    }

    /** Whether a content type is {@code multipart/form-data}. */
    public static boolean isMultipart(String contentType) {
        return contentType.regionMatches(true, 0, MULTIPART.contentType, 0, MULTIPART.contentType.length());
    }

    private static MessageFormat ofXml(String contentType) {
        if (contentType.regionMatches(true, 0, SOAP11.contentType, 0, SOAP11.contentType.length())) {
            return SOAP11;
        }
        return contentType.regionMatches(true, 0, SOAP12.contentType, 0, SOAP12.contentType.length()) ? SOAP12 : POX;
    }
}
