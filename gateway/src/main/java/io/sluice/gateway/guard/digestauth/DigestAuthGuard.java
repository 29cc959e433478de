package io.sluice.gateway.guard.digestauth;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.AuthParameters;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.replay.Once;
import io.sluice.gateway.guard.replay.ReplayKey;
import io.sluice.gateway.guard.replay.Seen;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.SecretText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * HTTP Digest. A sender asks first and gets a nonce; with it the response is computed. Each nonce may be used until it expires, each time
 * with another count, in any order, since a sender may have several connections to several instances.
 *
 * <p>A request whose response is right but whose nonce is not (any more) gets {@code stale=true}: the sender tries again by itself.
 */
final class DigestAuthGuard implements Guard {
    static final String KEY = "digest_auth";

    private static final String SCHEME = "Digest";
    private static final String DETAIL = "Unauthorized: the response is missing or not valid";
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final DigestAuthSettings settings;
    private final SecretText username;
    private final Map<DigestAlgorithm, SecretText> hashedUsernames = new EnumMap<>(DigestAlgorithm.class);
    private final Keys<HashedPassword> passwords;
    private final Nonces nonces;
    private final NonceKeys nonceKeys;
    private final Once once;

    DigestAuthGuard(DigestAuthSettings settings, Nonces nonces, NonceKeys nonceKeys, Seen seen) {
        this.settings = settings;
        this.username = new SecretText(settings.username());
        for (DigestAlgorithm algorithm : settings.algorithms()) {
            byte[] hash = algorithm.hash(utf8(settings.username()), utf8(settings.realm()));
            hashedUsernames.put(algorithm, new SecretText(new String(hash, StandardCharsets.US_ASCII)));
        }
        this.passwords = settings.passwords()
                .map(
                        KEY,
                        secret -> new HashedPassword(
                                settings.username(), settings.realm(), secret.value(), settings.algorithms()));
        this.nonces = nonces;
        this.nonceKeys = nonceKeys;
        this.once = new Once(
                seen,
                KEY,
                new Verdict.Reject(
                        401,
                        KEY,
                        DETAIL,
                        List.of(),
                        "its nonce came with the same count before: a replay, or a sender that does not count"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        CompletableFuture<Optional<NonceKeys.Ring>> ring = nonceKeys.ring();
        return ring.isDone() ? check(request, ring.join()) : ring.thenCompose(found -> check(request, found));
    }

    private CompletableFuture<Verdict> check(WebhookRequest request, Optional<NonceKeys.Ring> ring) {
        if (ring.isEmpty()) {
            return new Verdict.Unavailable(
                            KEY + "_nonce_unknown",
                            RETRY,
                            "the key of the nonces, which all instances share, cannot be had: Redis is away")
                    .now();
        }
        return new Attempt(request, ring.get()).check();
    }

    /** One request with the keys that count for it. */
    private final class Attempt {
        private final WebhookRequest request;
        private final NonceKeys.Ring ring;

        Attempt(WebhookRequest request, NonceKeys.Ring ring) {
            this.request = request;
            this.ring = ring;
        }

        CompletableFuture<Verdict> check() {
            if (request.headers("Authorization").isEmpty()) {
                // How every exchange begins: nobody failed.
                return refused("", false).now();
            }
            return switch (SingleHeader.of(request, "Authorization")) {
                case SingleHeader.Unusable(String cause) ->
                    refused(cause, false).now();
                case SingleHeader.Value(String text)
                when !AuthParameters.isOf(SCHEME, text) ->
                    refused("the header Authorization has another scheme than Digest", false)
                            .now();
                case SingleHeader.Value(String text) ->
                    AuthParameters.parse(SCHEME, text)
                            .map(this::check)
                            .orElseGet(() -> refused("the header Authorization is malformed", false)
                                    .now());
            };
        }

        private CompletableFuture<Verdict> check(AuthParameters parameters) {
            return switch (DigestCredentials.read(parameters)) {
                case DigestCredentials.Unusable(String cause) ->
                    refused(cause, false).now();
                case DigestCredentials.Said said ->
                    fault(said).map(cause -> refused(cause, false).now()).orElseGet(() -> check(said));
            };
        }

        /** What does not fit to the request or to our challenge. */
        private Optional<String> fault(DigestCredentials.Said said) {
            if (!said.realm().equals(settings.realm())) {
                return Optional.of("the realm is another one: " + said.realm());
            }
            if (!settings.algorithms().contains(said.algorithm())) {
                return Optional.of("the algorithm " + said.algorithm().token() + " is not among those of the settings");
            }
            if (!settings.protections().contains(said.protection())) {
                return Optional.of("the qop " + said.protection().token() + " is not among those of the settings");
            }
            if (!said.uri().equals(request.target()) && !said.uri().equals(pathAndQuery())) {
                return Optional.of("it was computed for " + said.uri() + ", and " + request.target()
                        + " was called: a proxy that changes the path, or a replay");
            }
            return Optional.empty();
        }

        private String pathAndQuery() {
            return request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
        }

        private CompletableFuture<Verdict> check(DigestCredentials.Said said) {
            SecretText expected = said.hashed() ? hashedUsernames.get(said.algorithm()) : username;
            boolean named = expected.matchesHeader(said.username());
            long now = request.receivedMicros();
            HashedPassword.Proof proof = new HashedPassword.Proof(said, request.method(), request.body());
            // Both are compared whatever the first one says.
            Optional<Keys.Key<HashedPassword>> found = passwords.matching(now, proof, HashedPassword::matches);
            if (!named) {
                return refused("the name is another one", false).now();
            }
            if (found.isEmpty()) {
                return refused(
                                "the response is not that of the configured name and password" + passwords.trouble(now),
                                false)
                        .now();
            }
            return checkNonce(said, found.get());
        }

        private CompletableFuture<Verdict> checkNonce(DigestCredentials.Said said, Keys.Key<HashedPassword> key) {
            Nonces.Returned nonce = nonces.look(ring, request.webhookId(), said.nonce(), request.receivedMicros());
            return switch (nonce.age()) {
                case YOUNG ->
                    once.check(
                                    ReplayKey.of(request.webhookId(), KEY, said.nonce(), said.count()),
                                    nonce.remaining(),
                                    key.verdict())
                            .thenApply(this::challenged);
                case EXPIRED ->
                    refused(
                                    "its nonce has expired: it may be used for "
                                            + settings.lifetime().toSeconds() + " s",
                                    true)
                            .now();
                case FUTURE ->
                    refused(
                                    "its nonce comes from an instance whose clock is more than 30 s ahead: look at the clocks",
                                    true)
                            .now();
                case FOREIGN ->
                    refused(
                                    "its nonce is none of ours: from before a restart, or from an instance with another Redis",
                                    true)
                            .now();
            };
        }

        private Verdict challenged(Verdict verdict) {
            return verdict instanceof Verdict.Reject replayed
                    ? refused(replayed.cause(), true).asRepeated()
                    : verdict;
        }

        /** @param stale whether the sender knows the password, and only has to take another nonce */
        private Verdict.Reject refused(String cause, boolean stale) {
            String nonce = nonces.issue(ring, request.webhookId(), request.receivedMicros());
            List<Header> challenges = settings.algorithms().stream()
                    .map(algorithm -> new Header("WWW-Authenticate", challenge(algorithm, nonce, stale)))
                    .toList();
            return new Verdict.Reject(401, KEY, DETAIL, challenges, cause);
        }
    }

    /** RFC 7616, section 3.3. */
    private String challenge(DigestAlgorithm algorithm, String nonce, boolean stale) {
        String protections =
                settings.protections().stream().map(Protection::token).collect(Collectors.joining(", "));
        return "Digest realm=\"" + settings.realm() + "\", qop=\"" + protections + "\", algorithm=" + algorithm.token()
                + ", nonce=\"" + nonce + "\", charset=UTF-8" + (settings.userhash() ? ", userhash=true" : "")
                + (stale ? ", stale=true" : "");
    }
}
