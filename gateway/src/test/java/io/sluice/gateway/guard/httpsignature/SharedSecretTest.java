package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Signed with {@code hmac-sha256}, over the body and a nonce alone. */
final class SharedSecretTest extends GuardContract {
    private static final String SECRET = "s3cret-of-the-shop";

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new HttpSignatureFactory(around);
    }

    private static String settings(String secret) {
        return "{\"http_signature\": {\"keys\": {\"id\": \"shop\", \"secret\": " + secret
                + "}, \"components\": [\"content-digest\"], \"require_nonce\": true}}";
    }

    @Override
    protected String settings() {
        return settings("\"" + SECRET + "\"");
    }

    @Override
    protected String rotated() {
        return settings("[\"another\", \"" + SECRET + "\"]");
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET);
    }

    @Override
    protected boolean takesOnce() {
        return true;
    }

    private static TestRequest signed(String secret, String more) {
        return Signer.shared(
                        secret.getBytes(StandardCharsets.UTF_8),
                        ";created=" + NOW.getEpochSecond() + ";keyid=\"shop\"" + more)
                .andBody()
                .sign(TestRequest.post("{}"));
    }

    @Override
    protected TestRequest right() {
        return signed(SECRET, ";nonce=\"n-1\"");
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "with another secret", signed("s3cret-of-the-shoq", ";nonce=\"n-1\""),
                "without a nonce", signed(SECRET, ""),
                "a nonce that is no text", signed(SECRET, ";nonce=1"),
                "another body", right().body("[]"),
                "no signature", right().without("Signature"));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        TestRequest right = right();
        return Stream.of(
                        right.bodyMutations(),
                        right.headerMutations("Signature"),
                        right.headerMutations("Signature-Input"),
                        right.headerMutations("Content-Digest"))
                .flatMap(List::stream);
    }
}
