package io.sluice.gateway.guard.around;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of elliptic curves are not verified where the request came in, and only so many wait. */
final class SlowChecksTest {
    private static final String BODY = "{\"order\": 1}";

    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /** A guard whose slow checks wait until the test runs them, one at a time. */
    private Configured guard(String key, String settings) {
        Surroundings still = new Standing(GuardContract.NOW).surroundings();
        Surroundings around = new Surroundings(
                still.redis(),
                still.nanoTime(),
                still.clock(),
                still.seen(),
                still.clients(),
                new SlowChecks(check -> {
                    if (!waiting.isEmpty()) {
                        throw new RejectedExecutionException();
                    }
                    waiting.add(check);
                }),
                true);
        GuardFactory factory = Guards.all(around).stream()
                .filter(guard -> guard.key().equals(key))
                .findFirst()
                .orElseThrow();
        return Configured.from(factory, "{\"" + key + "\": " + settings + "}");
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()) + "\\n-----END PUBLIC KEY-----";
    }

    private static byte[] sign(String algorithm, KeyPair keys, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    private void waitsAndIsBounded(String key, Configured guard, TestRequest right) {
        CompletableFuture<Verdict> first = guard.guard().check(right);
        assertThat(first).isNotDone();
        assertThat(guard.guard().check(right).join()).isInstanceOfSatisfying(Verdict.Unavailable.class, busy -> {
            assertThat(busy.reason()).isEqualTo(key + "_busy");
            assertThat(busy.retryAfter()).isPositive();
        });
        waiting.remove().run();
        assertThat(first.join()).isInstanceOf(Verdict.Accept.class);

        CompletableFuture<Verdict> wrong = guard.guard().check(right.body(BODY + " "));
        assertThat(wrong).isNotDone();
        waiting.remove().run();
        assertThat(wrong.join()).isInstanceOf(Verdict.Reject.class);

        assertThat(guard.guard().check(TestRequest.post(BODY)))
                .as("without a signature there is nothing to verify")
                .isDone();
    }

    @ParameterizedTest
    @CsvSource({"ed25519,Ed25519,Ed25519", "ecdsa_p256,EC,SHA256withECDSA"})
    void signature(String algorithm, String kind, String java) throws Exception {
        KeyPair keys = "EC".equals(kind) ? p256() : keys(kind);
        Configured guard =
                guard("signature", "{\"public_key\": \"" + pem(keys) + "\", \"algorithm\": \"" + algorithm + "\"}");
        String sent = Base64.getEncoder().encodeToString(sign(java, keys, BODY));
        waitsAndIsBounded("signature", guard, TestRequest.post(BODY).header("X-Signature", sent));
    }

    private static KeyPair p256() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    @Test
    void a_signature_with_rsa_is_verified_at_once() throws Exception {
        KeyPair keys = keys("RSA");
        Configured guard = guard("signature", "{\"public_key\": \"" + pem(keys) + "\", \"algorithm\": \"rsa_sha256\"}");
        String sent = Base64.getEncoder().encodeToString(sign("SHA256withRSA", keys, BODY));
        guard.acceptance(TestRequest.post(BODY).header("X-Signature", sent));
        assertThat(waiting).isEmpty();
    }

    @Test
    void http_signature() throws Exception {
        KeyPair keys = keys("Ed25519");
        Configured guard = guard(
                "http_signature",
                "{\"keys\": {\"id\": \"k\", \"public_key\": \"" + pem(keys)
                        + "\"}, \"components\": [\"content-digest\"], \"replay_protection\": false}");
        String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256()) + ":";
        String parameters = "(\"content-digest\");created=" + GuardContract.NOW.getEpochSecond() + ";keyid=\"k\"";
        String base = "\"content-digest\": " + digest + "\n\"@signature-params\": " + parameters;
        String signature = Base64.getEncoder().encodeToString(sign("Ed25519", keys, base));
        waitsAndIsBounded(
                "http_signature",
                guard,
                TestRequest.post(BODY)
                        .header("Content-Digest", digest)
                        .header("Signature-Input", "s=" + parameters)
                        .header("Signature", "s=:" + signature + ":"));
    }

    private static byte[] sha256() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(BODY.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_provider_that_signs_with_a_private_key() throws Exception {
        KeyPair keys = keys("Ed25519");
        byte[] encoded = keys.getPublic().getEncoded();
        String hex = HexFormat.of().formatHex(encoded, encoded.length - 32, encoded.length);
        Configured guard = guard(
                "provider", "{\"name\": \"discord\", \"public_key\": \"" + hex + "\", \"replay_protection\": false}");
        String time = Long.toString(GuardContract.NOW.getEpochSecond());
        waitsAndIsBounded(
                "provider",
                guard,
                TestRequest.post(BODY)
                        .header("X-Signature-Timestamp", time)
                        .header("X-Signature-Ed25519", HexFormat.of().formatHex(sign("Ed25519", keys, time + BODY))));
    }

    @Test
    void a_provider_with_a_public_key_beside_secrets() throws Exception {
        KeyPair keys = keys("Ed25519");
        byte[] encoded = keys.getPublic().getEncoded();
        String raw =
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        Configured guard = guard(
                "provider",
                "{\"name\": \"standard_webhooks\", \"secret\": \"whpk_" + raw + "\", \"replay_protection\": false}");
        String time = Long.toString(GuardContract.NOW.getEpochSecond());
        String signature = Base64.getEncoder().encodeToString(sign("Ed25519", keys, "msg_1." + time + "." + BODY));
        waitsAndIsBounded(
                "provider",
                guard,
                TestRequest.post(BODY)
                        .header("webhook-id", "msg_1")
                        .header("webhook-timestamp", time)
                        .header("webhook-signature", "v1a," + signature));
    }
}
