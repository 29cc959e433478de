package io.sluice.gateway.guard.oauth1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.replay.Claim;
import io.sluice.gateway.guard.replay.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Any text as a form, as a query, and as the parameters of {@code Authorization: OAuth}: what is read reads the same when it is written
 * again, nobody who does not know the secret gets in, and nothing is thrown.
 */
public final class OAuth1GuardFuzz {
    private static final OAuthSender SENDER = new OAuthSender("shop", "s3cret&", "HMAC-SHA1", "HmacSHA1");
    private static final TestRequest REQUEST = TestRequest.post("{}");
    private static final Map<String, String> RIGHT = right();
    private static final Guard GUARD = guard();

    private OAuth1GuardFuzz() {}

    private static Map<String, String> right() {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("oauth_timestamp", Long.toString(GuardContract.NOW.getEpochSecond()));
        more.put("oauth_nonce", "7d8f3e4a");
        Map<String, String> right = SENDER.protocol(more);
        right.put("oauth_signature", SENDER.signature(REQUEST, right));
        return Map.copyOf(right);
    }

    private static Guard guard() {
        Seen never = (_, _) -> CompletableFuture.completedFuture(new Claim.First(() -> {}));
        return Configured.from(
                        new OAuth1Factory(new Standing(GuardContract.NOW).surroundings(never)),
                        "{\"oauth1\": {\"consumer_key\": \"shop\", \"consumer_secret\": \"s3cret\"}}")
                .guard();
    }

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, ISO_8859_1);
        OAuthParameter.form(text).ifPresent(OAuth1GuardFuzz::readsTheSame);
        TestRequest form = REQUEST.header("Content-Type", "application/x-www-form-urlencoded");
        judge(form.body(input));
        judge(REQUEST.target("/webhook/orders?" + text));
        judge(REQUEST.header("Authorization", "OAuth " + text));
    }

    private static void readsTheSame(List<OAuthParameter> read) {
        String written = BaseString.normalized(read);
        if (!OAuthParameter.form(written).map(BaseString::normalized).equals(Optional.of(written))) {
            throw new AssertionError("written another way: " + written);
        }
    }

    private static void judge(TestRequest request) {
        if (GUARD.check(request).join() instanceof Verdict.Accept && !saysTheSame(request)) {
            throw new AssertionError("accepted: " + request);
        }
    }

    private static boolean saysTheSame(TestRequest request) {
        return SentParameters.of(request) instanceof SentParameters.Read read
                && read.protocol().equals(RIGHT)
                && read.all().size() == RIGHT.size() - 1;
    }
}
