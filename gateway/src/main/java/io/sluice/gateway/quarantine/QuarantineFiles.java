package io.sluice.gateway.quarantine;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import io.sluice.core.event.EventId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of a quarantine: {@code requests/WEBHOOK/ID.request}, each whole or not there. Reading changes nothing and works while a
 * gateway writes.
 *
 * @param folder of the quarantine
 */
public record QuarantineFiles(Path folder, Disk disk) {
    private static final String ENDING = ".request";
    private static final String UNFINISHED = ".new";

    /** Where one of them is: its webhook and its id. */
    public record Place(String webhook, EventId id) {}

    /** All of them, oldest first. */
    public List<Place> places() throws IOException {
        List<Place> places = new ArrayList<>();
        if (!disk.exists(requests())) {
            return places;
        }
        for (Path webhook : disk.list(requests())) {
            for (Path file : in(webhook)) {
                id(file).ifPresent(
                                id -> places.add(new Place(webhook.getFileName().toString(), id)));
            }
        }
        places.sort(Comparator.comparing(Place::id));
        return places;
    }

    /**
     * One of them with its body; empty when it is not there, or no longer.
     *
     * @throws IOException naming the file, when it cannot be read or is damaged
     */
    public Optional<QuarantinedRequest> read(Place place) throws IOException {
        return reading(place, RequestFile::read);
    }

    /** The same without the body. */
    public Optional<KeptRequest> readHead(Place place) throws IOException {
        return reading(place, RequestFile::readHead);
    }

    private interface Reading<T> {
        T from(DiskFile file) throws IOException;
    }

    private <T> Optional<T> reading(Place place, Reading<T> reading) throws IOException {
        Path file = file(place);
        try (DiskFile opened = disk.openForReading(file)) {
            return Optional.of(reading.from(opened));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new IOException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** What is in a webhook's folder; nothing when it is none, such as a file that somebody has left there. */
    List<Path> in(Path webhook) throws IOException {
        try {
            return disk.list(webhook);
        } catch (NotDirectoryException other) {
            return List.of();
        }
    }

    Path requests() {
        return folder.resolve("requests");
    }

    Path webhook(String id) {
        return requests().resolve(id);
    }

    Path file(Place place) {
        return webhook(place.webhook()).resolve(place.id() + ENDING);
    }

    Path unfinished(Place place) {
        return webhook(place.webhook()).resolve(place.id() + UNFINISHED);
    }

    static boolean isUnfinished(Path file) {
        return file.toString().endsWith(UNFINISHED);
    }

    private static Optional<EventId> id(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(ENDING)) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventId.parse(name.substring(0, name.length() - ENDING.length())));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
