package dev.myelin.dsl.model;

import dev.myelin.dsl.Severity;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What kinds of endpoints that send have in common: the format, and what happens when sending fails. */
public abstract class EndpointTarget extends SynapseNode {
    @Allowed({"soap11", "soap12", "pox", "get", "rest"})
    @XmlAttribute
    private @Nullable String format;

    @Allowed(
            value = {"enable", "disable"},
            otherwise = Severity.WARNING)
    @XmlAttribute
    private @Nullable String statistics;

    @Allowed(
            value = {"enable", "disable"},
            otherwise = Severity.WARNING)
    @XmlAttribute
    private @Nullable String trace;

    @XmlAttribute
    private @Nullable String encoding;

    @Allowed(
            value = {"mtom", "swa"},
            otherwise = Severity.WARNING)
    @XmlAttribute
    private @Nullable String optimize;

    @XmlElement
    private @Nullable Addressing enableAddressing;

    @XmlElement
    private @Nullable String suspendDurationOnFailure;

    @XmlElement
    private @Nullable RetryConfig retryConfig;

    @XmlElement
    private @Nullable Timeout timeout;

    @XmlElement
    private @Nullable SuspendOnFailure suspendOnFailure;

    @XmlElement
    private @Nullable MarkForSuspension markForSuspension;

    /** The message format to send; the message's own unless set. */
    public Optional<String> format() {
        return Optional.ofNullable(format);
    }

    /** The character set of what is sent, such as {@code UTF-16}; UTF-8 unless set. */
    public Optional<String> encoding() {
        return Optional.ofNullable(encoding).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** How attachments go: {@code mtom} or {@code swa}. */
    public Optional<String> optimize() {
        return Optional.ofNullable(optimize);
    }

    /** Whether SOAP messages get the headers of WS-Addressing, and of which version. */
    public Optional<Addressing> addressing() {
        return Optional.ofNullable(enableAddressing);
    }

    /** Seconds of the rest after a failure, as old configurations say it. */
    public Optional<String> suspendDurationOnFailure() {
        return Optional.ofNullable(suspendDurationOnFailure).map(String::strip);
    }

    /** After which failures another endpoint of the group is tried. */
    public Optional<RetryConfig> retryConfig() {
        return Optional.ofNullable(retryConfig);
    }

    @Override
    public List<? extends SynapseNode> children() {
        return Stream.of(addressing(), retryConfig(), timeout(), suspendOnFailure(), markForSuspension())
                .flatMap(Optional::stream)
                .toList();
    }

    /** How long a reply may take. */
    public Optional<Timeout> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** When the endpoint is given a rest after a failure. */
    public Optional<SuspendOnFailure> suspendOnFailure() {
        return Optional.ofNullable(suspendOnFailure);
    }

    /** How many failures are tolerated before that. */
    public Optional<MarkForSuspension> markForSuspension() {
        return Optional.ofNullable(markForSuspension);
    }

    /** How long a reply may take, and what happens then. */
    public static final class Timeout extends SynapseNode {
        @XmlElement
        private @Nullable String duration;

        @Allowed({"never", "discard", "fault"})
        @XmlElement
        private @Nullable String responseAction;

        @Allowed({"never", "discard", "fault"})
        @XmlElement
        private @Nullable String action;

        /** Milliseconds. */
        public Optional<String> duration() {
            return Optional.ofNullable(duration).map(String::strip);
        }

        /** {@code never} (default), {@code discard} or {@code fault}. */
        public String responseAction() {
            String given = responseAction == null ? action : responseAction;
            return given == null ? "never" : given.strip();
        }
    }

    /** The headers of WS-Addressing. */
    public static final class Addressing extends SynapseNode {
        @Allowed({"final", "submission"})
        @XmlAttribute
        private @Nullable String version;

        @XmlAttribute
        private @Nullable String separateListener;

        /** {@code final} (2005/08, default) or {@code submission} (2004/08). */
        public String version() {
            return version == null ? "final" : version;
        }

        /** MI: whether replies come by another connection; no effect here. */
        public boolean separateListener() {
            return "true".equalsIgnoreCase(separateListener);
        }
    }

    /** After which failures another endpoint of the group is tried. */
    public static final class RetryConfig extends SynapseNode {
        @XmlElement
        private @Nullable String enabledErrorCodes;

        @XmlElement
        private @Nullable String disabledErrorCodes;

        /** The only codes after which another one is tried, with commas. */
        public Optional<String> enabledErrorCodes() {
            return Optional.ofNullable(enabledErrorCodes).map(String::strip);
        }

        /** The codes after which none is, with commas. */
        public Optional<String> disabledErrorCodes() {
            return Optional.ofNullable(disabledErrorCodes).map(String::strip);
        }
    }

    /** The rest that an endpoint gets after a failure. */
    public static final class SuspendOnFailure extends SynapseNode {
        @XmlElement
        private @Nullable String errorCodes;

        @XmlElement
        private @Nullable String initialDuration;

        @XmlElement
        private @Nullable String progressionFactor;

        @XmlElement
        private @Nullable String maximumDuration;

        /** The error codes that count, with commas; all unless set. */
        public Optional<String> errorCodes() {
            return Optional.ofNullable(errorCodes).map(String::strip);
        }

        /** Milliseconds of the first rest; -1 for none. */
        public Optional<String> initialDuration() {
            return Optional.ofNullable(initialDuration).map(String::strip);
        }

        /** What each further rest is multiplied by; 1 unless set. */
        public Optional<String> progressionFactor() {
            return Optional.ofNullable(progressionFactor).map(String::strip);
        }

        /** Milliseconds of the longest rest. */
        public Optional<String> maximumDuration() {
            return Optional.ofNullable(maximumDuration).map(String::strip);
        }
    }

    /** The failures that are tolerated before an endpoint is suspended. */
    public static final class MarkForSuspension extends SynapseNode {
        @XmlElement
        private @Nullable String errorCodes;

        @XmlElement
        private @Nullable String retriesBeforeSuspension;

        @XmlElement
        private @Nullable String retryDelay;

        /** The error codes that count, with commas; all unless set. */
        public Optional<String> errorCodes() {
            return Optional.ofNullable(errorCodes).map(String::strip);
        }

        /** Failures before suspension; 0 unless set. */
        public Optional<String> retriesBeforeSuspension() {
            return Optional.ofNullable(retriesBeforeSuspension).map(String::strip);
        }

        /** Milliseconds between tries; 0 unless set. */
        public Optional<String> retryDelay() {
            return Optional.ofNullable(retryDelay).map(String::strip);
        }
    }
}
