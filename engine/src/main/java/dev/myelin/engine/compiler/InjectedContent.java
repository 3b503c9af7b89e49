package dev.myelin.engine.compiler;

import dev.myelin.engine.message.MessageFormat;

/**
 * The payload of a task's message.
 *
 * @param text as it is
 * @param contentType of it
 */
record InjectedContent(String text, String contentType) {
    private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";

    /** {@code content} in {@code format}; as MI does, XML in a format that is not known becomes SOAP 1.2. */
    static InjectedContent of(String content, String format) {
        if (content.startsWith("<")) {
            return switch (format) {
                case "soap11" -> envelope(content, SOAP11, MessageFormat.SOAP11);
                case "pox", "get" -> plain(content, MessageFormat.POX);
                case "text" -> plain(content, MessageFormat.TEXT);
                default -> envelope(content, SOAP12, MessageFormat.SOAP12);
            };
        }
        boolean json = format.equals("json") || content.startsWith("{") || content.startsWith("[");
        return plain(content, json ? MessageFormat.JSON : MessageFormat.TEXT);
    }

    private static InjectedContent plain(String content, MessageFormat format) {
        return new InjectedContent(content, format.contentType());
    }

    private static InjectedContent envelope(String content, String namespace, MessageFormat format) {
        String body = content.replaceFirst("^<\\?xml[^>]*\\?>\\s*", "");
        String text = "<soapenv:Envelope xmlns:soapenv=\"" + namespace + "\"><soapenv:Body>" + body
                + "</soapenv:Body></soapenv:Envelope>";
        return new InjectedContent(text, format.contentType());
    }
}
