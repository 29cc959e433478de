package io.sluice.core.settings;

import io.sluice.core.settings.JsonValue.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a value must be, and how it is read as that. A text that is one variable as a whole may stand for a number or a boolean,
 * because an environment has only texts.
 *
 * @param expected what the value must be, as a problem says it
 * @param as empty when the value is something else
 * @param <T> what it is read as
 */
record Reading<T>(String expected, Function<JsonValue, Optional<T>> as) {

    static Reading<String> text() {
        return new Reading<>(
                "text", value -> value instanceof JsonValue.Text text ? Optional.of(text.value()) : Optional.empty());
    }

    static Reading<Boolean> flag() {
        return new Reading<>("true or false", value -> switch (value) {
            case JsonValue.Flag flag -> Optional.of(flag.value());
            case JsonValue.Text text
            when text.origin() == Origin.VARIABLE ->
                switch (text.value().toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        });
    }

    static Reading<Long> integer(long min, long max) {
        return new Reading<>(
                "a whole number from " + min + " to " + max,
                value -> number(value)
                        .filter(number -> within(number, BigDecimal.valueOf(min), BigDecimal.valueOf(max)))
                        .filter(number -> number.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::longValueExact));
    }

    static Reading<Double> number(double min, double max) {
        return new Reading<>(
                "a number from " + (float) min + " to " + (float) max,
                value -> number(value)
                        .filter(number -> within(number, new BigDecimal(min), new BigDecimal(max)))
                        .map(BigDecimal::doubleValue));
    }

    static Reading<Duration> duration(Duration min, Duration max) {
        String expected =
                "seconds or a text such as \"30s\", from " + Quantities.text(min) + " to " + Quantities.text(max);
        return new Reading<>(
                expected,
                value -> number(value)
                        .or(() -> text().as().apply(value).flatMap(Quantities::seconds))
                        .filter(seconds -> within(seconds, Quantities.seconds(min), Quantities.seconds(max)))
                        .map(Quantities::duration));
    }

    static Reading<Long> bytes(long min, long max) {
        String expected = "bytes or a text such as \"64MB\", from " + min + " to " + max + " bytes";
        return new Reading<>(
                expected,
                value -> number(value)
                        .or(() -> text().as().apply(value).flatMap(Quantities::bytes))
                        .filter(bytes -> within(bytes, BigDecimal.valueOf(min), BigDecimal.valueOf(max)))
                        .filter(bytes -> bytes.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::longValueExact));
    }

    private static Optional<BigDecimal> number(JsonValue value) {
        return switch (value) {
            case JsonValue.Num number -> Quantities.number(number.digits());
            case JsonValue.Text text when text.origin() == Origin.VARIABLE -> Quantities.number(text.value());
            default -> Optional.empty();
        };
    }

    private static boolean within(BigDecimal number, BigDecimal min, BigDecimal max) {
        return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
    }
}
