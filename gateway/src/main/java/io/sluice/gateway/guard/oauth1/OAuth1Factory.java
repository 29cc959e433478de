package io.sluice.gateway.guard.oauth1;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code oauth1 {consumer_key, consumer_secret, token_secret: "", signature_method: "HMAC-SHA1", verify_timestamp: true,
 * timestamp_window: 300}}, and beyond the compatible format:
 *
 * <ul>
 *   <li>{@code consumer_secret} and {@code token_secret} may be lists; any of one goes with any of the other
 *   <li>{@code signature_method}: HMAC-SHA1, HMAC-SHA256, RSA-SHA1, PLAINTEXT
 *   <li>{@code public_key}: the sender's, in place of the secrets, for RSA-SHA1
 *   <li>{@code require_body_hash} (false): whether a body that is no form must be proven by {@code oauth_body_hash}
 * </ul>
 */
public final class OAuth1Factory implements GuardFactory {
    private final Surroundings around;

    public OAuth1Factory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return OAuth1Guard.KEY;
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        return new Plan(webhook.section(key()).map(this::settings).orElse(OAuth1Settings.NONE), around);
    }

    private OAuth1Settings settings(Section section) {
        SignatureMethod method = method(section);
        boolean rsa = method == SignatureMethod.RSA_SHA1;
        boolean verifyTimestamp = section.flag("verify_timestamp", true);
        if (!verifyTimestamp) {
            section.warning(
                    "verify_timestamp",
                    "a request that somebody recorded is taken again when its nonce is forgotten",
                    "remove it as soon as the sender's clock is right");
        }
        boolean bodyHash = section.flag("require_body_hash", false);
        if (bodyHash && method == SignatureMethod.PLAINTEXT) {
            section.problem("require_body_hash", "PLAINTEXT signs nothing", "take another signature_method");
        }
        return new OAuth1Settings(
                section.requiredString("consumer_key"),
                rsa ? new Secrets(List.of()) : secrets(section),
                rsa ? publicKeys(section) : new PublicKeys(List.of()),
                method,
                verifyTimestamp,
                section.duration("timestamp_window", OAuth1Settings.WINDOW, Duration.ofSeconds(1), Duration.ofDays(7)),
                bodyHash);
    }

    private static SignatureMethod method(Section section) {
        String written = section.string("signature_method", SignatureMethod.HMAC_SHA1.token());
        Optional<SignatureMethod> method = SignatureMethod.named(written);
        if (method.isEmpty()) {
            section.problem(
                    "signature_method",
                    "there is no \"" + written + "\"",
                    "choose of " + String.join(", ", SignatureMethod.names()));
        }
        if (method.equals(Optional.of(SignatureMethod.PLAINTEXT))) {
            section.warning(
                    "signature_method",
                    "with PLAINTEXT each request holds the secrets, and proves nothing of what it says",
                    "take HMAC-SHA256, or see that only HTTPS is spoken");
        }
        return method.orElse(SignatureMethod.HMAC_SHA1);
    }

    private PublicKeys publicKeys(Section section) {
        for (String secret : List.of("consumer_secret", "token_secret")) {
            if (section.has(secret)) {
                Secrets.optional(section, secret, around.clock());
                section.warning(secret, "has no effect with RSA-SHA1", "remove it");
            }
        }
        return PublicKeys.required(
                section,
                "public_key",
                OAuth1Guard.KEY,
                around.clock(),
                SignatureAlgorithm.RSA_SHA1::takes,
                "an RSA key");
    }

    /** Each consumer's secret with each token's. */
    private Secrets secrets(Section section) {
        Secrets consumers = Secrets.required(section, "consumer_secret", around.clock());
        // The format's default is an empty text, which no list of secrets can hold.
        boolean none = !section.has("token_secret")
                || (section.entries("token_secret", "value").size() == 1
                        && section.entries("token_secret", "value")
                                .getFirst()
                                .string("value", "")
                                .isEmpty());
        List<Secret> tokens = none
                ? List.of(new Secret("0", "", Instant.MIN, Instant.MAX))
                : Secrets.optional(section, "token_secret", around.clock()).all();
        List<Secret> joined = new ArrayList<>();
        for (Secret consumer : consumers.all()) {
            for (Secret token : tokens) {
                joined.add(join(consumer, token, tokens.size() > 1));
            }
        }
        return new Secrets(joined);
    }

    private static Secret join(Secret consumer, Secret token, boolean several) {
        return new Secret(
                several ? consumer.label() + "+" + token.label() : consumer.label(),
                OAuthKey.join(consumer.value(), token.value()),
                consumer.notBefore().isAfter(token.notBefore()) ? consumer.notBefore() : token.notBefore(),
                consumer.notAfter().isBefore(token.notAfter()) ? consumer.notAfter() : token.notAfter());
    }

    private record Plan(OAuth1Settings settings, Surroundings around) implements GuardPlan {
        @Override
        public String describe() {
            String choice = settings.secrets().several() ? ", one of " + settings.secrets() : "";
            String keys = settings.publicKeys().all().size() > 1 ? ", one of " + settings.publicKeys() : "";
            String time = settings.verifyTimestamp()
                    ? ", at most " + settings.window().toSeconds() + " s old, each once"
                    : ", of any age, each once within " + settings.window().toSeconds() + " s";
            return "OAuth 1.0 as " + settings.consumerKey() + " with "
                    + settings.method().token() + choice + keys + time;
        }

        @Override
        public Guard build() {
            return new OAuth1Guard(settings, around.seen().get());
        }
    }
}
