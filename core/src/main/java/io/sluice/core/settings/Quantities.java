package io.sluice.core.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with and without units, as settings write them. */
final class Quantities {
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([A-Za-z]+)");
    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "ms", new BigDecimal("0.001"),
            "s", BigDecimal.ONE,
            "m", BigDecimal.valueOf(60),
            "h", BigDecimal.valueOf(3_600),
            "d", BigDecimal.valueOf(86_400));
    private static final Map<String, BigDecimal> BYTES = Map.of(
            "b", BigDecimal.ONE,
            "kb", BigDecimal.valueOf(1L << 10),
            "kib", BigDecimal.valueOf(1L << 10),
            "mb", BigDecimal.valueOf(1L << 20),
            "mib", BigDecimal.valueOf(1L << 20),
            "gb", BigDecimal.valueOf(1L << 30),
            "gib", BigDecimal.valueOf(1L << 30));
    /** Beyond this many places a number is not meant, and arithmetic on it could take forever. */
    private static final int PLACES = 400;

    private Quantities() {}

    static Optional<BigDecimal> number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) <= PLACES && number.precision() <= PLACES
                    ? Optional.of(number)
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Seconds of a text with a unit of time. */
    static Optional<BigDecimal> seconds(String text) {
        return withUnit(text, SECONDS);
    }

    /** Bytes of a text with a unit of size. */
    static Optional<BigDecimal> bytes(String text) {
        return withUnit(text, BYTES);
    }

    static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds()).add(BigDecimal.valueOf(duration.toNanosPart(), 9));
    }

    static Duration duration(BigDecimal seconds) {
        BigDecimal nanos = seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP);
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /** A duration as settings write it: {@code 250ms}, {@code 30s}, {@code 72h}. */
    static String text(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0 || duration.isZero()) {
            return duration.toSeconds() + "s";
        }
        return duration.toMinutesPart() != 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
    }

    private static Optional<BigDecimal> withUnit(String text, Map<String, BigDecimal> units) {
        Matcher matcher = WITH_UNIT.matcher(text.strip());
        return matcher.matches()
                ? Optional.ofNullable(units.get(matcher.group(2).toLowerCase(Locale.ROOT)))
                        .map(unit -> unit.multiply(new BigDecimal(matcher.group(1))))
                : Optional.empty();
    }
}
