package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlMixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an {@code http} endpoint shows the back-end who the engine is. Texts may be {@code {expressions}}. */
public final class HttpAuthentication extends SynapseNode {
    @XmlElement
    private @Nullable Basic basicAuth;

    @XmlElement
    private @Nullable OAuth oauth;

    /** Name and password with each request. */
    public Optional<Basic> basic() {
        return Optional.ofNullable(basicAuth);
    }

    /** A token that a token server gives. */
    public Optional<OAuth> oauth() {
        return Optional.ofNullable(oauth);
    }

    @Override
    public List<? extends SynapseNode> children() {
        List<SynapseNode> all = new ArrayList<>();
        basic().ifPresent(all::add);
        oauth().ifPresent(all::add);
        return all;
    }

    /** RFC 7617. */
    public static final class Basic extends SynapseNode {
        @XmlElement
        private @Nullable String username;

        @XmlElement
        private @Nullable String password;

        /** The name. */
        public Optional<String> username() {
            return Optional.ofNullable(username);
        }

        /** The password. */
        public Optional<String> password() {
            return Optional.ofNullable(password);
        }
    }

    /** RFC 6749: one of three ways to a token. */
    public static final class OAuth extends SynapseNode {
        @XmlElement
        private @Nullable Grant clientCredentials;

        @XmlElement
        private @Nullable Grant passwordCredentials;

        @XmlElement
        private @Nullable Grant authorizationCode;

        /** With the client's own id and secret. */
        public Optional<Grant> clientCredentials() {
            return Optional.ofNullable(clientCredentials);
        }

        /** With a user's name and password. */
        public Optional<Grant> passwordCredentials() {
            return Optional.ofNullable(passwordCredentials);
        }

        /** With a refresh token that a user once allowed. */
        public Optional<Grant> authorizationCode() {
            return Optional.ofNullable(authorizationCode);
        }

        @Override
        public List<? extends SynapseNode> children() {
            List<SynapseNode> all = new ArrayList<>();
            clientCredentials().ifPresent(all::add);
            passwordCredentials().ifPresent(all::add);
            authorizationCode().ifPresent(all::add);
            return all;
        }
    }

    /** What the token server is asked with. */
    public static final class Grant extends SynapseNode {
        @XmlElement
        private @Nullable String clientId;

        @XmlElement
        private @Nullable String clientSecret;

        @XmlElement
        private @Nullable String username;

        @XmlElement
        private @Nullable String password;

        @XmlElement
        private @Nullable String refreshToken;

        @XmlElement
        private @Nullable String tokenUrl;

        @Allowed({"header", "payload"})
        @XmlElement
        private @Nullable String authMode;

        @XmlElement
        private @Nullable String connectionTimeout;

        @XmlElement
        private @Nullable String connectionRequestTimeout;

        @XmlElement
        private @Nullable String socketTimeout;

        @XmlElement
        private @Nullable String useGlobalConnectionTimeoutConfigs;

        @XmlElement
        private @Nullable TokenProxy proxyConfigs;

        @XmlElementWrapper(name = "requestParameters")
        @XmlElement(name = "parameter")
        private final List<NamedText> requestParameters = new ArrayList<>();

        @XmlElementWrapper(name = "customHeaders")
        @XmlElement(name = "header")
        private final List<NamedText> customHeaders = new ArrayList<>();

        /** The client's id. */
        public Optional<String> clientId() {
            return Optional.ofNullable(clientId);
        }

        /** The client's secret. */
        public Optional<String> clientSecret() {
            return Optional.ofNullable(clientSecret);
        }

        /** The user's name. */
        public Optional<String> username() {
            return Optional.ofNullable(username);
        }

        /** The user's password. */
        public Optional<String> password() {
            return Optional.ofNullable(password);
        }

        /** The token that others are got with. */
        public Optional<String> refreshToken() {
            return Optional.ofNullable(refreshToken);
        }

        /** The token server. */
        public Optional<String> tokenUrl() {
            return Optional.ofNullable(tokenUrl);
        }

        /** {@code header} (default) or {@code payload}: where the id and the secret go. */
        public String authMode() {
            return authMode == null ? "header" : authMode.strip();
        }

        /** The longest of the times in milliseconds that the file gives for the answer of the token server. */
        public Optional<String> timeout() {
            return Optional.ofNullable(socketTimeout)
                    .or(() -> Optional.ofNullable(connectionTimeout))
                    .or(() -> Optional.ofNullable(connectionRequestTimeout));
        }

        /** The proxy in front of the token server. */
        public Optional<TokenProxy> proxy() {
            return Optional.ofNullable(proxyConfigs);
        }

        /** More parameters of the request for a token. */
        public List<NamedText> requestParameters() {
            return requestParameters;
        }

        /** More headers of the request for a token. */
        public List<NamedText> customHeaders() {
            return customHeaders;
        }

        @Override
        public List<? extends SynapseNode> children() {
            List<SynapseNode> all = new ArrayList<>(requestParameters);
            all.addAll(customHeaders);
            proxy().ifPresent(all::add);
            return all;
        }
    }

    /** A proxy between the engine and the token server. */
    public static final class TokenProxy extends SynapseNode {
        @XmlElement
        private @Nullable String proxyEnabled;

        @XmlElement
        private @Nullable String proxyHost;

        @XmlElement
        private @Nullable String proxyPort;

        @XmlElement
        private @Nullable String proxyUsername;

        @XmlElement
        private @Nullable String proxyPassword;

        @XmlElement
        private @Nullable String proxyProtocol;

        /** Whether it is used. */
        public boolean isEnabled() {
            return proxyEnabled == null || "true".equalsIgnoreCase(proxyEnabled.strip());
        }

        /** Its host and port, for messages. */
        public String address() {
            return (proxyProtocol == null ? "" : proxyProtocol + "://")
                    + (proxyUsername == null && proxyPassword == null ? "" : "***@")
                    + proxyHost
                    + ":"
                    + proxyPort;
        }
    }

    /** A name and a text. */
    @RawContent
    public static final class NamedText extends SynapseNode {
        @XmlAttribute(required = true)
        private @Nullable String name;

        @XmlMixed
        private final List<String> text = new ArrayList<>();

        /** The name; empty when the attribute is missing, which the reader has reported. */
        public String name() {
            return name == null ? "" : name;
        }

        /** The text without white space around it. */
        public String text() {
            return String.join("", text).strip();
        }
    }
}
