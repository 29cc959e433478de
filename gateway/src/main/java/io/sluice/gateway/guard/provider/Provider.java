package io.sluice.gateway.guard.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A sender of webhooks that is known by name: how its requests prove that they are its own, and how to make one that does. As a rule a
 * file of data ({@link TemplateProvider}); a class of its own where a sender does what no other does. Thread-safe.
 */
public interface Provider {

    /** What there is to know of it. */
    ProviderFacts facts();

    /**
     * Reads what a webhook says of it, beside {@code name}, {@code tolerance} and {@code replay_protection}: as a rule
     * {@link ProviderSettings#secrets}. Problems go to the section; nothing is thrown.
     */
    ProviderCheck read(ProviderSettings settings);

    /**
     * Signs a request as the provider does: the inverse of the check.
     *
     * @param request with method, URL, body and, where the provider signs further fields, those; fields of the proof that stand there
     *     are replaced
     * @param secret as it is configured; for a provider that signs with a private key, that key
     * @param options further options of the webhook's settings, by their names
     * @param at when it is sent
     * @return the request as it is to be sent: with more fields, for some providers with another body
     * @throws IllegalArgumentException when the secret or an option is not of the provider's form; the message holds no secret
     */
    UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at);

    /** Under which key of the settings stands what a request is proven with: a secret, a public key, or what else it is known by. */
    default String secretKey() {
        return "secret";
    }

    /** Why {@link #sign} cannot be asked for: nobody but the provider has the key. Empty when it can. */
    default Optional<String> whyUnsignable() {
        return Optional.empty();
    }
}
