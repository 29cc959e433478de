package io.sluice.analytics;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which part of a webhook's history is asked for.
 *
 * @param from included, a whole number of steps
 * @param to not included
 * @param step a whole number of minutes
 */
record SeriesQuery(Instant from, Instant to, Duration step) {
    private static final int MOST_POINTS = 10_000;
    private static final Duration USUAL_SPAN = Duration.ofHours(1);
    private static final Instant END = Instant.parse("3000-01-01T00:00:00Z");
    private static final Set<String> NAMES = Set.of("from", "to", "step");

    /**
     * Reads {@code from}, {@code to} (ISO 8601 or Unix seconds; the last hour when left out) and {@code step} (seconds, or a number
     * with s, m, h, d; when left out one that gives at most 300 points, or a week). Any other parameter is refused: a name that is
     * misspelt would answer another question.
     */
    static SeriesQuery read(String rawQuery, Instant now) throws BadRequest {
        Map<String, String> values = values(rawQuery);
        Instant to = values.containsKey("to") ? instant("to", values.get("to")) : now;
        Instant from = values.containsKey("from") ? instant("from", values.get("from")) : to.minus(USUAL_SPAN);
        if (!from.isBefore(to)) {
            throw new BadRequest("from must be before to, which is now when it is left out");
        }
        Duration step = values.containsKey("step") ? step(values.get("step")) : fitting(Duration.between(from, to));
        if (Duration.between(from, to).dividedBy(step) > MOST_POINTS) {
            throw new BadRequest(
                    "step would give more than " + MOST_POINTS + " points; ask for a longer step or a shorter time");
        }
        long seconds = step.toSeconds();
        return new SeriesQuery(
                Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), seconds) * seconds), to, step);
    }

    private static Map<String, String> values(String rawQuery) throws BadRequest {
        Map<String, String> values = new HashMap<>();
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!NAMES.contains(name)) {
                throw new BadRequest(name + " is no parameter of a series; there are from, to and step");
            }
            if (equals < 0) {
                throw new BadRequest(name + " has no value; write for example step=5m or from=2026-01-31T12:00:00Z");
            }
            if (values.put(name, decoded(name, pair.substring(equals + 1))) != null) {
                throw new BadRequest(name + " may stand there only once");
            }
        }
        return values;
    }

    private static String decoded(String name, String written) throws BadRequest {
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw new BadRequest(
                    name + " holds a percent sign without two hexadecimal digits; write %25 for a percent sign");
        }
    }

    private static Instant instant(String name, String text) throws BadRequest {
        try {
            Instant time =
                    text.matches("\\d{1,11}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
            if (time.isBefore(Instant.EPOCH) || !time.isBefore(END)) {
                throw new BadRequest(name + " must be a time from 1970-01-01T00:00:00Z on and before the year 3000");
            }
            return time;
        } catch (DateTimeParseException notIso) {
            throw new BadRequest(name + " is neither Unix seconds nor a time like 2026-01-31T12:00:00Z");
        }
    }

    private static Duration step(String text) throws BadRequest {
        if (!text.matches("\\d{1,8}[smhd]?")) {
            throw new BadRequest("step is seconds or a number with a unit, such as 1m, 5m, 1h or 1d");
        }
        char unit = text.charAt(text.length() - 1);
        long number = Long.parseLong(Character.isDigit(unit) ? text : text.substring(0, text.length() - 1));
        Duration step = switch (unit) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
        if (step.isZero() || step.toSeconds() % 60 != 0) {
            throw new BadRequest(
                    "step must be a whole number of minutes, because that is how finely events are rolled up");
        }
        return step;
    }

    private static Duration fitting(Duration span) {
        for (int minutes : new int[] {1, 5, 15, 60, 360, 1440}) {
            if (span.dividedBy(Duration.ofMinutes(minutes)) <= 300) {
                return Duration.ofMinutes(minutes);
            }
        }
        return Duration.ofDays(7);
    }
}
