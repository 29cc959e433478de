package io.sluice.destinations.disk;

import io.sluice.core.event.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How files are named. A name depends on the event alone, so a repeated delivery replaces the file of the one before, and it is always a
 * name inside the folder. Immutable.
 *
 * @param pattern with {@code {timestamp}} (UTC, microseconds), {@code {uuid}} (the event's id) and {@code {webhook_id}}
 */
record NamePattern(String pattern) {
    static final String DEFAULT = "webhook_{timestamp}_{uuid}.json";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,16}$");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._ +=@,-]*");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST = 120;

    /** What is wrong with a pattern as a user wrote it; empty when nothing is. */
    static Optional<String> fault(String pattern) {
        Matcher placeholder = PLACEHOLDER.matcher(pattern);
        while (placeholder.find()) {
            if (!placeholder.group(1).matches("timestamp|uuid|webhook_id")) {
                return Optional.of("there is no placeholder " + placeholder.group());
            }
        }
        String fixed = PLACEHOLDER.matcher(pattern).replaceAll("");
        if (!PLAIN.matcher(fixed).matches()) {
            return Optional.of(
                    "a file name may hold letters, digits and . _ - + = @ , and spaces beside the placeholders");
        }
        if (pattern.startsWith(".")) {
            return Optional.of("a file name may not begin with a dot");
        }
        return pattern.length() > LONGEST
                ? Optional.of("a file name pattern may have " + LONGEST + " characters")
                : Optional.empty();
    }

    /** Whether two events could get the same name. */
    static boolean ambiguous(String pattern) {
        return !pattern.contains("{uuid}");
    }

    /** The same with the id in front of the extension, so that no event overwrites another. */
    static String withId(String pattern) {
        Matcher extension = EXTENSION.matcher(pattern);
        return extension.find()
                ? pattern.substring(0, extension.start()) + "_{uuid}" + extension.group()
                : pattern + "_{uuid}";
    }

    /** The same with another extension. */
    static String withExtension(String pattern, String extension) {
        String bare = EXTENSION.matcher(pattern).replaceFirst("");
        return bare + (extension.isEmpty() || extension.startsWith(".") ? extension : "." + extension);
    }

    /** The name of the event's file. */
    String name(Event event) {
        return pattern.replace(
                        "{timestamp}", TIME.format(Instant.EPOCH.plus(event.receivedMicros(), ChronoUnit.MICROS)))
                .replace("{uuid}", event.id().toString())
                .replace("{webhook_id}", event.webhookId().replaceAll("[^A-Za-z0-9_-]", "_"));
    }
}
