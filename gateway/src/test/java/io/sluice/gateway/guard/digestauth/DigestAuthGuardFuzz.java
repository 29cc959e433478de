package io.sluice.gateway.guard.digestauth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.AuthParameters;
import io.sluice.gateway.guard.replay.Claim;
import io.sluice.gateway.guard.replay.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Any text as the parameters of {@code Authorization: Digest}: accepted when they say what the one right request says and at no other time,
 * what is read reads the same when it is written again, and nothing is thrown.
 */
public final class DigestAuthGuardFuzz {
    private static final NonceKey KEY = new NonceKey(new byte[NonceKey.LENGTH]);
    private static final DigestSender SENDER = new DigestSender("shop", "s3cret", "Webhook API", "SHA-256", "auth");
    private static final TestRequest REQUEST = TestRequest.post("{}");
    private static final AuthParameters RIGHT =
            AuthParameters.parse("Digest", right()).orElseThrow();
    private static final Guard GUARD = guard();

    private DigestAuthGuardFuzz() {}

    private static String right() {
        String nonce = new Nonces(new Random(1), Duration.ofMinutes(5))
                .issue(new NonceKeys.Ring(List.of(KEY)), REQUEST.webhookId(), GuardContract.NOW.toEpochMilli() * 1_000);
        return SENDER.header(REQUEST, nonce, 1, "0a4f113b");
    }

    private static Guard guard() {
        Seen never = (_, _) -> CompletableFuture.completedFuture(new Claim.First(() -> {}));
        return Configured.from(
                        new DigestAuthFactory(
                                new Standing(GuardContract.NOW).surroundings(never),
                                () -> NonceKeys.only(KEY),
                                new Random(2)),
                        "{\"digest_auth\": {\"username\": \"shop\", \"password\": \"s3cret\", \"algorithm\": \"SHA-256\"}}")
                .guard();
    }

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, ISO_8859_1);
        AuthParameters.parse(text).ifPresent(DigestAuthGuardFuzz::readsTheSame);
        // A test's request encodes what it is given: only ASCII arrives as it is.
        Verdict verdict =
                GUARD.check(REQUEST.header("Authorization", "Digest " + text)).join();
        if (verdict instanceof Verdict.Accept != saysTheSame(text)) {
            throw new AssertionError(verdict.toString());
        }
    }

    private static void readsTheSame(AuthParameters read) {
        String written = read.all().stream()
                .map(one ->
                        one.name() + "=\"" + one.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(","));
        if (!AuthParameters.parse(written).equals(java.util.Optional.of(read))) {
            throw new AssertionError("read another way: " + written);
        }
    }

    private static boolean saysTheSame(String text) {
        return AuthParameters.parse("Digest", "Digest " + text.strip())
                .filter(read -> RIGHT.all().stream().allMatch(one -> said(one, read)))
                .filter(read -> read.value("userhash").orElse("false").equalsIgnoreCase("false"))
                .filter(read -> read.value("username*").isEmpty())
                .isPresent();
    }

    private static boolean said(AuthParameters.Parameter right, AuthParameters read) {
        String value = read.value(right.name()).orElse("");
        return right.name().equals("algorithm") ? value.equalsIgnoreCase(right.value()) : value.equals(right.value());
    }
}
