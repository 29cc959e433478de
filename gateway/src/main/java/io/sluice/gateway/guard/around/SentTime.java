package io.sluice.gateway.guard.around;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** When a sender says that it sent a request. */
public record SentTime(Instant instant) {
    private static final int LONGEST_SECONDS = 11;
    private static final int LONGEST_MILLIS = 14;

    /** Reads Unix seconds, Unix milliseconds (12 digits or more) or a time as in RFC 3339, {@code 2026-01-31T00:00:00Z}. */
    public static Optional<SentTime> parse(String text) {
        try {
            if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(new SentTime(Instant.parse(text)));
            }
            if (text.isEmpty() || text.length() > LONGEST_MILLIS) {
                return Optional.empty();
            }
            long number = Long.parseLong(text);
            return Optional.of(new SentTime(
                    text.length() > LONGEST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number)));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /**
     * What is wrong with it, for the operator; empty when it lies no farther from now than is tolerated.
     *
     * @param nowMicros Unix microseconds
     */
    public Optional<String> fault(long nowMicros, Duration tolerance) {
        Duration age = age(nowMicros);
        if (age.abs().compareTo(tolerance) <= 0) {
            return Optional.empty();
        }
        String side = age.isNegative() ? " s in the future" : " s old";
        return Optional.of("its timestamp is " + age.abs().toSeconds() + side + ", and " + tolerance.toSeconds()
                + " s are tolerated: look at the clocks, or at a sender that sends old requests again");
    }

    /** For how long a request with this time would be taken, a difference between the clocks of instances included. */
    public Duration remaining(long nowMicros, Duration tolerance) {
        return tolerance.minus(age(nowMicros)).plusSeconds(30);
    }

    private Duration age(long nowMicros) {
        return Duration.between(
                instant, Instant.EPOCH.plusNanos(nowMicros % 1_000_000 * 1_000).plusSeconds(nowMicros / 1_000_000));
    }
}
