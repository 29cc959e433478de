package io.sluice.destinations.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /** How long to wait; empty when the value is neither of both. A date in the past means not at all. */
    static Optional<Duration> parse(String value, InstantSource clock) {
        String text = value.strip();
        if (text.matches("[0-9]{1,18}")) {
            return Optional.of(shortened(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), date);
            return Optional.of(wait.isNegative() ? Duration.ZERO : shortened(wait));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Duration shortened(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
