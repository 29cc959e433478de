package io.sluice.gateway.guard.recaptcha;

import io.sluice.core.net.AllowedTarget;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How tokens are verified.
 *
 * @param minScore for version 3
 * @param action that the token must be for, for version 3
 * @param hostnames one of which the token must come from, when there are some
 * @param maxAge how old the challenge may be
 * @param sendAddress whether the service is told the sender's address
 */
record RecaptchaSettings(
        Secrets secrets,
        Version version,
        TokenSource source,
        double minScore,
        Optional<String> action,
        List<String> hostnames,
        Duration maxAge,
        boolean sendAddress,
        AllowedTarget url) {
    /** Of the service. */
    enum Version {
        /** A person solved something, or did not. */
        V2,
        /** A score from 0 to 1, and an action. */
        V3
    }
}
