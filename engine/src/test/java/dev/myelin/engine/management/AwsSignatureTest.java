package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.config.DeploymentConfig;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signatures as Amazon's documentation and SDKs make them. */
class AwsSignatureTest {
    private static final Instant EXAMPLE = Instant.parse("2015-08-30T12:36:00Z");

    private static AwsSignature signature(String user, String password) throws IOException {
        DeploymentConfig.Management settings =
                new DeploymentConfig.Management("127.0.0.1", 0, user, Optional.of(password));
        return new AwsSignature(Credentials.of(settings, Path.of("unused")));
    }

    /** The example of "Signing AWS requests". */
    private static FullHttpRequest example(String query) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/?" + query, Unpooled.EMPTY_BUFFER);
        request.headers()
                .set("Host", "iam.amazonaws.com")
                .set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .set("X-Amz-Date", "20150830T123600Z");
        return request;
    }

    private static final String EXAMPLE_HEADER =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                    + " SignedHeaders=content-type;host;x-amz-date,"
                    + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

    @Test
    void theExampleOfAmazonsDocumentationIsRight() throws Exception {
        AwsSignature right = signature("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        FullHttpRequest request = example("Action=ListUsers&Version=2010-05-08");
        assertThat(right.isRight(request, EXAMPLE_HEADER, EXAMPLE)).isTrue();
        assertThat(right.isRight(request, EXAMPLE_HEADER, EXAMPLE.plusSeconds(14 * 60)))
                .isTrue();
        assertThat(right.isRight(request, EXAMPLE_HEADER, EXAMPLE.plusSeconds(16 * 60)))
                .isFalse();
        assertThat(right.isRight(request, EXAMPLE_HEADER, EXAMPLE.minusSeconds(16 * 60)))
                .isFalse();
    }

    @Test
    void whatWasChangedOrSignedByOthersIsNot() throws Exception {
        String secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        AwsSignature right = signature("AKIDEXAMPLE", secret);
        FullHttpRequest request = example("Action=ListUsers&Version=2010-05-08");
        assertThat(right.isRight(example("Action=ListRoles&Version=2010-05-08"), EXAMPLE_HEADER, EXAMPLE))
                .isFalse();
        assertThat(signature("AKIDEXAMPLE", "other").isRight(request, EXAMPLE_HEADER, EXAMPLE))
                .isFalse();
        assertThat(signature("other", secret).isRight(request, EXAMPLE_HEADER, EXAMPLE))
                .isFalse();
        assertThat(right.isRight(request, EXAMPLE_HEADER.replace("host;", ""), EXAMPLE))
                .isFalse();
        assertThat(right.isRight(request, "AWS4-HMAC-SHA256 nonsense", EXAMPLE)).isFalse();
        FullHttpRequest withBody = request.replace(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII));
        assertThat(right.isRight(withBody, EXAMPLE_HEADER, EXAMPLE)).isFalse();
    }
}
