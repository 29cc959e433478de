package io.sluice.gateway.guard.oauth2;

import io.sluice.core.net.AllowedTarget;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Duration;
import java.util.Locale;

/**
 * How the authorization server is asked about a token.
 *
 * @param clientSecrets the first that counts is shown
 * @param cacheTime how long an answer is believed at most
 * @param cacheSize the most answers that are remembered
 */
record Introspection(
        AllowedTarget endpoint,
        String clientId,
        Secrets clientSecrets,
        ClientAuthentication authentication,
        Duration cacheTime,
        int cacheSize) {
    static final String ENDPOINT = "introspection_endpoint";

    /** How we prove who we are: RFC 6749, section 2.3.1. */
    enum ClientAuthentication {
        BASIC,
        POST
    }

    static Introspection read(Section section, Surroundings around) {
        String id = section.requiredString("client_id");
        return new Introspection(
                around.clients().read(section, ENDPOINT),
                id,
                Secrets.required(section, "client_secret", around.clock()),
                section.choice("client_authentication", ClientAuthentication.BASIC),
                section.duration("cache_time", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)),
                (int) section.integer("cache_size", 10_000, 0, 1_000_000));
    }

    String describe() {
        return endpoint.target() + " as " + clientId + " by "
                + authentication.name().toLowerCase(Locale.ROOT);
    }
}
