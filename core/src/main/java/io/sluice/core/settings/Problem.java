package io.sluice.core.settings;

import java.util.Comparator;

/**
 * Something wrong in a settings file, with its place and its cure. Never holds a secret: values that came from a variable or stand
 * under a secret-looking key are not repeated.
 *
 * @param file the file's name as the user gave it
 * @param line from 1; 0 when the problem has no place in the file
 * @param column in characters, from 1; 0 when the problem has no place in the file
 * @param path the keys that lead to the value, {@code orders.rate_limit.max_requests}; empty for the file itself
 * @param message what is wrong
 * @param cure what to do about it; may be empty
 */
public record Problem(String file, int line, int column, String path, String message, String cure)
        implements Comparable<Problem> {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::path)
            .thenComparing(Problem::message)
            .thenComparing(Problem::cure);

    /** A problem with the file as a whole: it is missing, or cannot be read. */
    public static Problem ofFile(String file, String message, String cure) {
        return new Problem(file, 0, 0, "", message, cure);
    }

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** One line: {@code webhooks.json:12:17  orders.rate_limit.max_request  unknown key; did you mean "max_requests"?}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(file);
        if (this.line > 0) {
            line.append(':').append(this.line).append(':').append(column);
        }
        if (!path.isEmpty()) {
            line.append("  ").append(path);
        }
        line.append("  ").append(message);
        return cure.isEmpty() ? line.toString() : line.append("; ").append(cure).toString();
    }
}
