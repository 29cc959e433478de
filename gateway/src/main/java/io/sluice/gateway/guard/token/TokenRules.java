package io.sluice.gateway.guard.token;

import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the claims of a token (RFC 7519, section 4.1), or of an answer about one, must say.
 *
 * @param issuers any of them, when there are some
 * @param audiences one of them must be among the token's, when there are some
 * @param verifyExp whether an expired token is refused
 * @param leeway how far the clocks may differ
 * @param required claims that must be there
 */
public record TokenRules(
        List<String> issuers, List<String> audiences, boolean verifyExp, Duration leeway, List<String> required) {
    /** Seconds: the year 9999. */
    private static final double LAST_SECOND = 253_402_300_799.0;

    private static final String VALUE = "value";

    /** Reads {@code issuer}, {@code audience}, {@code verify_exp}, {@code leeway} and {@code required_claims}. */
    public static TokenRules read(Section section) {
        return new TokenRules(
                oneOrMore(section, "issuer"),
                oneOrMore(section, "audience"),
                section.flag("verify_exp", true),
                section.duration("leeway", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)),
                section.strings("required_claims"));
    }

    private static List<String> oneOrMore(Section section, String key) {
        List<String> values = new ArrayList<>();
        for (Section entry : section.entries(key, VALUE)) {
            values.add(entry.requiredString(VALUE));
        }
        if (section.has(key) && values.isEmpty()) {
            section.problem(key, "there is none, so that no token would be right", "write a text, or a list of texts");
        }
        return List.copyOf(values);
    }

    /**
     * What is wrong, for the operator; empty when nothing is.
     *
     * @param nowMicros Unix microseconds
     */
    public Optional<String> fault(JsonObject claims, long nowMicros) {
        for (String name : required) {
            if (!claims.has(name)) {
                return Optional.of("the token has no claim \"" + name + "\"");
            }
        }
        return times(claims, nowMicros / 1e6).or(() -> names(claims));
    }

    private Optional<String> times(JsonObject claims, double now) {
        double tolerated = leeway.toMillis() / 1e3;
        for (String name : List.of("exp", "nbf", "iat")) {
            if (claims.has(name) && seconds(claims, name).isEmpty()) {
                return Optional.of("the token's claim \"" + name + "\" is no time in seconds");
            }
        }
        Optional<Double> exp = seconds(claims, "exp");
        if (verifyExp && exp.isPresent() && now >= exp.get() + tolerated) {
            return Optional.of("the token expired " + whole(now - exp.get()) + " s ago");
        }
        Optional<Double> nbf = seconds(claims, "nbf");
        if (nbf.isPresent() && now < nbf.get() - tolerated) {
            return Optional.of("the token counts from " + whole(nbf.get() - now) + " s on: look at the clocks");
        }
        Optional<Double> iat = seconds(claims, "iat");
        if (iat.isPresent() && now < iat.get() - tolerated) {
            return Optional.of(
                    "the token was issued " + whole(iat.get() - now) + " s in the future: look at the clocks");
        }
        return Optional.empty();
    }

    private Optional<String> names(JsonObject claims) {
        if (!issuers.isEmpty() && claims.text("iss").filter(issuers::contains).isEmpty()) {
            return Optional.of("the token's issuer is "
                    + claims.text("iss").map(SignedToken::shortened).orElse("not given")
                    + ", and another is configured");
        }
        Optional<List<String>> audience = claims.texts("aud");
        if (!audiences.isEmpty()
                && audience.filter(sent -> sent.stream().anyMatch(audiences::contains))
                        .isEmpty()) {
            return Optional.of("the token is for "
                    + audience.map(sent -> SignedToken.shortened(String.join(", ", sent)))
                            .orElse("no audience")
                    + ", and another is configured");
        }
        return Optional.empty();
    }

    /** For how long from now a token would be taken: until its {@code exp}, the leeway included. Empty when it has none. */
    public Optional<Duration> remaining(JsonObject claims, long nowMicros) {
        return seconds(claims, "exp")
                .map(exp -> Duration.ofMillis((long) ((exp - nowMicros / 1e6) * 1e3))
                        .plus(leeway));
    }

    private static Optional<Double> seconds(JsonObject claims, String name) {
        return claims.number(name).filter(number -> number >= 0 && number <= LAST_SECOND);
    }

    private static long whole(double seconds) {
        return (long) Math.ceil(seconds);
    }
}
