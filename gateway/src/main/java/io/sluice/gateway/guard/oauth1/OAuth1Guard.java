package io.sluice.gateway.guard.oauth1;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.replay.Once;
import io.sluice.gateway.guard.replay.ReplayKey;
import io.sluice.gateway.guard.replay.Seen;
import io.sluice.gateway.guard.secret.SecretText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * A request that is signed as OAuth 1.0 has it: over method, URL and parameters, those of a form among them. A request is taken within the
 * window around its timestamp, and once.
 */
final class OAuth1Guard implements Guard {
    static final String KEY = "oauth1";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final List<String> TIMED = List.of("oauth_timestamp", "oauth_nonce");

    private final OAuth1Settings settings;
    private final SecretText consumerKey;
    private final Verifier verifier;
    private final Refusals refusals;
    private final Once once;

    OAuth1Guard(OAuth1Settings settings, Seen seen) {
        this.settings = settings;
        this.consumerKey = new SecretText(settings.consumerKey());
        this.verifier = Verifier.of(settings);
        this.refusals = Refusals.challenge(KEY, "the signature is missing or not valid", "OAuth realm=\"webhook\"");
        this.once = new Once(seen, KEY, refusals.because("its nonce came before: a replay"));
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        return switch (SentParameters.of(request)) {
            case SentParameters.Unusable(String cause) -> refusals.now(cause);
            case SentParameters.Read sent -> check(request, sent);
        };
    }

    private CompletableFuture<Verdict> check(WebhookRequest request, SentParameters.Read sent) {
        long now = request.receivedMicros();
        Optional<String> fault = fault(request, sent);
        if (fault.isPresent()) {
            return refusals.now(fault.get());
        }
        boolean named = consumerKey.matchesHeader(sent.value("oauth_consumer_key"));
        String text = settings.method() == SignatureMethod.PLAINTEXT ? "" : BaseString.of(request, sent.all());
        // Both are compared whatever the first one says.
        Optional<CompletableFuture<Verdict>> accepted =
                verifier.verify(new OAuthKey.Claim(text, sent.value("oauth_signature")), now);
        if (!named) {
            return refusals.now("the consumer's key is another one");
        }
        if (accepted.isEmpty()) {
            return refusals.now("the signature is not that of the request with a configured secret: another secret, or"
                    + " another URL than " + BaseString.uri(request) + " was signed" + verifier.trouble(now));
        }
        Verdict.Accept verdict = (Verdict.Accept) accepted.get().join();
        return timed(sent) ? checkTime(request, sent, verdict) : accepted.get();
    }

    /** Whether there are timestamp and nonce: with PLAINTEXT alone they may be left out. */
    private static boolean timed(SentParameters.Read sent) {
        return sent.protocol().containsKey("oauth_timestamp");
    }

    /** What is wrong before anything is computed. */
    private Optional<String> fault(WebhookRequest request, SentParameters.Read sent) {
        String method = sent.value("oauth_signature_method");
        if (!method.equals(settings.method().token())) {
            return Optional.of(
                    method.isEmpty()
                            ? "the parameter oauth_signature_method is missing"
                            : "it is signed with " + method + ", and "
                                    + settings.method().token() + " is configured");
        }
        for (String name : List.of("oauth_signature", "oauth_consumer_key")) {
            if (sent.value(name).isEmpty()) {
                return Optional.of("the parameter " + name + " is missing");
            }
        }
        if (!sent.protocol().getOrDefault("oauth_version", "1.0").equals("1.0")) {
            return Optional.of("its oauth_version is not 1.0");
        }
        boolean plain = settings.method() == SignatureMethod.PLAINTEXT;
        boolean none = TIMED.stream().noneMatch(sent.protocol()::containsKey);
        for (String name : TIMED) {
            if (sent.value(name).isEmpty() && !(plain && none)) {
                return Optional.of("the parameter " + name + " is missing");
            }
        }
        return bodyFault(request, sent);
    }

    /** What is wrong with the hash of the body; the extension OAuth Request Body Hash 1.0. */
    private Optional<String> bodyFault(WebhookRequest request, SentParameters.Read sent) {
        Optional<String> hash = Optional.ofNullable(sent.protocol().get("oauth_body_hash"));
        if (hash.isEmpty()) {
            return settings.requireBodyHash() && !sent.form()
                    ? Optional.of("the body is not proven: the parameter oauth_body_hash is missing")
                    : Optional.empty();
        }
        if (sent.form()) {
            return Optional.of("there is an oauth_body_hash beside a form, whose parameters are signed themselves");
        }
        return hash.get().equals(hash(request.body()))
                ? Optional.empty()
                : Optional.of("the oauth_body_hash is not the "
                        + settings.method().bodyHash() + " of the body: it was changed on the way");
    }

    private String hash(byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(settings.method().bodyHash())
                            .digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1 and SHA-256", e);
        }
    }

    private CompletableFuture<Verdict> checkTime(
            WebhookRequest request, SentParameters.Read sent, Verdict.Accept accepted) {
        long now = request.receivedMicros();
        String timestamp = sent.value("oauth_timestamp");
        Optional<SentTime> time = SECONDS.matcher(timestamp).matches() ? SentTime.parse(timestamp) : Optional.empty();
        if (time.isEmpty()) {
            return refusals.now("its oauth_timestamp is no number of seconds");
        }
        Duration remaining = settings.window();
        if (settings.verifyTimestamp()) {
            Optional<String> fault = time.get().fault(now, settings.window());
            if (fault.isPresent()) {
                return refusals.now(fault.get());
            }
            remaining = time.get().remaining(now, settings.window());
        }
        String key = ReplayKey.of(
                request.webhookId(),
                KEY,
                sent.value("oauth_consumer_key"),
                sent.value("oauth_token"),
                timestamp,
                sent.value("oauth_nonce"));
        return once.check(key, remaining, accepted);
    }
}
