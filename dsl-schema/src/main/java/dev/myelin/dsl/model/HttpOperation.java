package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One operation of MI's HTTP connector. */
public abstract class HttpOperation extends Mediator {
    @XmlAttribute(required = true)
    private @Nullable String configKey;

    @XmlElement
    private @Nullable RawText relativePath;

    @XmlElement
    private @Nullable RawText headers;

    @XmlElement
    private @Nullable RawText requestBodyType;

    @XmlElement
    private @Nullable RawText requestBodyJson;

    @XmlElement
    private @Nullable RawText requestBodyXml;

    @XmlElement
    private @Nullable RawText requestBodyText;

    @XmlElement
    private @Nullable RawText responseVariable;

    @XmlElement
    private @Nullable RawText overwriteBody;

    @XmlElement
    private @Nullable RawText forceScAccepted;

    @XmlElement
    private @Nullable RawText disableChunking;

    @XmlElement
    private @Nullable RawText forceHttp10;

    @XmlElement
    private @Nullable RawText noKeepAlive;

    @XmlElement
    private @Nullable RawText forcePostPutNobody;

    @XmlElement
    private @Nullable RawText forceHttpContentLength;

    @XmlElement
    private @Nullable RawText postToUri;

    @XmlElement
    private @Nullable RawText noEntityBody;

    @XmlElement
    private @Nullable RawText httpSc;

    @XmlElement
    private @Nullable RawText httpScDesc;

    @XmlElement
    private @Nullable RawText nonErrorHttpStatusCodes;

    @XmlElement
    private @Nullable RawText faultsAsHttp200;

    @XmlElement
    private @Nullable RawText restUrlPostfix;

    @XmlElement
    private @Nullable RawText requestHostHeader;

    @XmlElement
    private @Nullable RawText copyContentLengthFromIncoming;

    /** The method of the request. */
    public abstract String method();

    /** The local entry with {@code http.init}; empty when it is missing, which the reader has reported. */
    public String configKey() {
        return configKey == null ? "" : configKey.strip();
    }

    /** What follows the base URL; may have expressions in it. */
    public String relativePath() {
        return text(relativePath).orElse("").strip();
    }

    /** The headers, as JSON; may have expressions in it. */
    public Optional<RawText> headers() {
        return Optional.ofNullable(headers);
    }

    /** {@code JSON}, {@code XML} or {@code TEXT}; empty for none. */
    public String requestBodyType() {
        return text(requestBodyType).orElse("").strip();
    }

    /** The body of JSON. */
    public Optional<String> requestBodyJson() {
        return text(requestBodyJson);
    }

    /** The body of XML. */
    public Optional<String> requestBodyXml() {
        return text(requestBodyXml);
    }

    /** The body of text. */
    public Optional<String> requestBodyText() {
        return text(requestBodyText);
    }

    /** The variable that takes the answer. */
    public Optional<String> responseVariable() {
        return text(responseVariable).map(String::strip);
    }

    /** Whether the answer takes the place of the message. */
    public boolean overwritesBody() {
        return text(overwriteBody)
                .map(String::strip)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    /** MI's switch for 202 to the caller of a message that is not answered. */
    public boolean forcesAccepted() {
        return text(forceScAccepted)
                .map(String::strip)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    private static Optional<String> text(@Nullable RawText element) {
        return Optional.ofNullable(element).map(RawText::text).filter(found -> !found.isBlank());
    }
}
