package io.sluice.core.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object in a configuration file, read with types. Every method that meets a wrong type or value reports a problem with its
 * place in the file and returns a harmless value, so that one pass finds all problems. A key that nobody asked for is reported
 * as unknown, with the nearest known name.
 */
public interface Section {

    /** Where this section stands, such as {@code webhooks.json: orders.rate_limit}. */
    String path();

    boolean has(String key);

    /** The text under the key, with variables already substituted. Numbers and booleans are not taken for text. */
    Optional<String> string(String key);

    String string(String key, String otherwise);

    /** Reports a problem and returns an empty text when the key is missing or empty. */
    String requiredString(String key);

    boolean flag(String key, boolean otherwise);

    long integer(String key, long otherwise, long min, long max);

    double number(String key, double otherwise, double min, double max);

    /** Plain numbers are seconds (fractions allowed); texts carry a unit: {@code "250ms"}, {@code "30s"}, {@code "5m"}, {@code "72h"}. */
    Duration duration(String key, Duration otherwise, Duration min, Duration max);

    /** Plain numbers are bytes; texts carry a unit: {@code "512B"}, {@code "64KB"}, {@code "64MB"}, {@code "2GB"} (powers of 1,024). */
    long bytes(String key, long otherwise, long min, long max);

    /** One of the constants, written in any case. */
    <E extends Enum<E>> E choice(String key, E otherwise);

    List<String> strings(String key);

    Map<String, String> stringMap(String key);

    Optional<Section> section(String key);

    /** The value under the key, whatever it is, as JSON with variables already substituted. Nothing in it is an unknown key. */
    Optional<String> json(String key);

    /**
     * The value under the key as a list of sections: an object is the only one, a list has one for each of its objects, and a text
     * stands for an object that has it under the key {@code shorthand}. Empty when the key is not there.
     *
     * @param shorthand empty when a text is not taken
     */
    List<Section> entries(String key, String shorthand);

    /**
     * Reports a problem at the key (or at the section itself when the key is not there).
     *
     * @param cure what to write instead
     */
    void problem(String key, String message, String cure);

    /** Reports something harmless at the key that is worth knowing, such as a key that has no effect. */
    void warning(String key, String message, String cure);
}
