package dev.myelin.engine.management;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature version 4 of Amazon's SDKs, which sign each request and know no other authentication: the access key is the user, the
 * secret key the password. A signature is good for as long before and after its time as Amazon's are.
 */
final class AwsSignature {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Pattern HEADER = Pattern.compile(
            ALGORITHM + " +Credential=([^/,]{1,256})/(\\d{8})/([\\w-]{1,64})/([\\w-]{1,64})/aws4_request *,"
                    + " *SignedHeaders=([a-z0-9;-]{1,1024}) *, *Signature=([0-9a-f]{64})");
    private static final String DATE = "x-amz-date";
    private static final String UNRESERVED = "-._~";

    private final Credentials credentials;

    AwsSignature(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Whether an {@code Authorization} header is one of these. */
    static boolean isOne(String authorization) {
        return authorization.startsWith(ALGORITHM);
    }

    /** Whether the head of {@code request} has our user and is of about {@code now}; says nothing of the signature. */
    boolean mayBeRight(HttpRequest request, String authorization, Instant now) {
        Matcher given = HEADER.matcher(authorization);
        String time = request.headers().get(DATE, "");
        if (!given.matches() || !isNow(time, now) || !time.startsWith(given.group(2))) {
            return false;
        }
        List<String> signed = signed(given);
        return signed.contains("host") && signed.contains(DATE) && credentials.isUser(given.group(1));
    }

    private static List<String> signed(Matcher given) {
        return List.of(given.group(5).split(";"));
    }

    /** Whether {@code request} was signed, at about {@code now}, with our user and password. */
    boolean isRight(FullHttpRequest request, String authorization, Instant now) {
        Matcher given = HEADER.matcher(authorization);
        if (!mayBeRight(request, authorization, now) || !given.matches()) {
            return false;
        }
        String time = request.headers().get(DATE, "");
        List<String> signed = signed(given);
        String scope = given.group(2) + "/" + given.group(3) + "/" + given.group(4) + "/aws4_request";
        try {
            String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + sha256(canonical(request, signed));
            byte[] key = credentials.awsSecret();
            for (String part : scope.split("/")) {
                key = hmac(key, part);
            }
            return MessageDigest.isEqual(hmac(key, text), HexFormat.of().parseHex(given.group(6)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNow(String time, Instant now) {
        try {
            Instant signed = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
            return Duration.between(signed, now).abs().compareTo(GOOD_FOR) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static byte[] canonical(FullHttpRequest request, List<String> signed) throws GeneralSecurityException {
        String uri = request.uri();
        int query = uri.indexOf('?');
        StringBuilder text = new StringBuilder(request.method().name())
                .append('\n')
                .append(encoded(query < 0 ? uri : uri.substring(0, query)))
                .append('\n')
                .append(query < 0 ? "" : sorted(uri.substring(query + 1)))
                .append('\n');
        for (String name : signed) {
            text.append(name)
                    .append(':')
                    .append(request.headers().getAll(name).stream()
                            .map(value -> value.strip().replaceAll(" +", " "))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        text.append('\n').append(String.join(";", signed)).append('\n');
        text.append(sha256(ByteBufUtil.getBytes(request.content())));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String sorted(String query) {
        return Stream.of(query.split("&"))
                .map(pair ->
                        Optional.of(pair).filter(text -> text.contains("=")).orElse(pair + "="))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    /** What is percent-encoded already is encoded once more, as Amazon has it. */
    private static String encoded(String path) {
        StringBuilder text = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain = character < 128 && Character.isLetterOrDigit(character)
                    || UNRESERVED.indexOf(character) >= 0
                    || character == '/';
            if (plain) {
                text.append(character);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return text.toString();
    }

    private static String sha256(byte[] content) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
