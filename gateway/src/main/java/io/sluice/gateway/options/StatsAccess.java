package io.sluice.gateway.options;

import java.util.List;

/**
 * Who may read {@code GET /stats}.
 *
 * @param token expected in {@code Authorization}, bare or after {@code Bearer}; empty when none is asked for
 * @param allowedAddresses addresses and CIDR blocks; empty when all may
 * @param perMinute requests an address may make in a minute
 * @param sanitizeIds whether webhook ids are shown as hashes
 */
public record StatsAccess(String token, List<String> allowedAddresses, int perMinute, boolean sanitizeIds) {
    static StatsAccess read(Environment environment) {
        return new StatsAccess(
                environment.text("STATS_AUTH_TOKEN", ""),
                environment.list("STATS_ALLOWED_IPS"),
                environment.integer("STATS_RATE_LIMIT", 60, 0, 1_000_000),
                environment.flag("STATS_SANITIZE_IDS", false));
    }

    @Override
    public String toString() {
        return "StatsAccess[token " + (token.isEmpty() ? "not asked for" : "asked for") + ", addresses "
                + allowedAddresses + ", " + perMinute + " a minute" + (sanitizeIds ? ", ids hashed]" : "]");
    }
}
