package io.sluice.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ids of journals that the cursors speak of. Each cursor has the id as text in it, whatever else it holds. */
final class MentionedJournals {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private MentionedJournals() {}

    /** Empty when there are no cursors or they cannot be read: then they are no help. */
    static List<UUID> in(Path cursors) {
        Set<UUID> found = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(cursors)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file)) {
                    ID.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .results()
                            .map(match -> UUID.fromString(match.group()))
                            .forEach(found::add);
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            return List.copyOf(found);
        }
        return List.copyOf(found);
    }
}
