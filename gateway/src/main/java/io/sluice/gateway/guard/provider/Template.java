package io.sluice.gateway.guard.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A way to prove who sends that several providers have in common and their files of data say more about. */
sealed interface Template permits HmacTemplate, TokenTemplate, BasicTemplate, PublicKeyTemplate {

    /** Whether requests carry a time that is proven. */
    boolean dated();

    /** Whether the body is proven, too. */
    boolean provesBody();

    /** In a few words, in Markdown. */
    String describe();

    /** See {@link Provider#read}. */
    ProviderCheck read(ProviderSettings settings);

    /** See {@link Provider#secretKey}. */
    default String secretKey() {
        return "secret";
    }

    /** See {@link Provider#whyUnsignable}. */
    default Optional<String> whyUnsignable() {
        return Optional.empty();
    }

    /** See {@link Provider#sign}. */
    UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at);
}
