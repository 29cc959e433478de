package io.sluice.gateway.quarantine;

import io.sluice.core.config.QuarantineBounds;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import io.sluice.core.event.EventId;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The quarantine on disk, of which this process is the only writer, and what it takes, in memory. Holds its bounds at every moment: what
 * has to go goes before something comes. Blocks; thread-safe.
 */
public final class QuarantineFolder implements AutoCloseable {
    /** Files take whole blocks of the disk. */
    private static final long BLOCK = 4096;
    /** Bytes of the disk that are left to others, the journal above all. */
    private static final long LEFT_FREE = 256L << 20;

    private final QuarantineFiles files;
    private final Disk disk;
    private final Function<String, QuarantineBounds> bounds;
    private final long mostBytes;
    private final QuarantineObserver observer;
    private final AutoCloseable lock;
    private final Map<String, Shelf> shelves = new ConcurrentSkipListMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** One webhook's, with what each takes, oldest first. */
    private static final class Shelf {
        final TreeMap<EventId, Long> requests = new TreeMap<>();
        final AtomicInteger count = new AtomicInteger();
        long bytes;
    }

    private QuarantineFolder(
            QuarantineFiles files,
            Function<String, QuarantineBounds> bounds,
            long mostBytes,
            QuarantineObserver observer,
            AutoCloseable lock) {
        this.files = files;
        this.disk = files.disk();
        this.bounds = bounds;
        this.mostBytes = mostBytes;
        this.observer = observer;
        this.lock = lock;
    }

    /**
     * Claims the folder for this process and looks what is there.
     *
     * @param bounds of each webhook by its id, also of those that are not configured any more
     * @param mostBytes of the disk for all together
     * @throws IOException when it cannot be read, or another process has it
     */
    public static QuarantineFolder open(
            QuarantineFiles files,
            Function<String, QuarantineBounds> bounds,
            long mostBytes,
            QuarantineObserver observer)
            throws IOException {
        files.disk().createDirectories(files.requests());
        AutoCloseable lock = files.disk().lock(files.folder().resolve("lock"));
        QuarantineFolder folder = new QuarantineFolder(files, bounds, mostBytes, observer, lock);
        try {
            folder.look();
            return folder;
        } catch (IOException | RuntimeException unreadable) {
            folder.close();
            throw unreadable;
        }
    }

    private void look() throws IOException {
        for (Path webhook : disk.list(files.requests())) {
            for (Path file : files.in(webhook)) {
                if (QuarantineFiles.isUnfinished(file)) {
                    disk.delete(file); // left by a crash
                }
            }
        }
        for (Place place : files.places()) {
            try (DiskFile file = disk.openForReading(files.file(place))) {
                add(place, file.size());
            }
        }
    }

    private synchronized void add(Place place, long length) {
        long blocks = Math.ceilDiv(length, BLOCK) * BLOCK;
        Shelf shelf = shelves.computeIfAbsent(place.webhook(), _ -> new Shelf());
        Long before = shelf.requests.put(place.id(), blocks);
        long more = blocks - (before == null ? 0 : before);
        shelf.bytes += more;
        shelf.count.set(shelf.requests.size());
        bytes.addAndGet(more);
    }

    /**
     * Keeps requests; those that cannot be kept are told to the observer. When this returns, what was kept is safe from a crash.
     *
     * @throws IOException when the disk did not take one of them; the others are kept
     */
    synchronized void keep(List<QuarantinedRequest> requests) throws IOException {
        Optional<IOException> failure = Optional.empty();
        Set<Path> changed = new HashSet<>();
        List<String> kept = new ArrayList<>();
        for (QuarantinedRequest request : requests) {
            String webhook = request.request().webhookId();
            try {
                if (makeRoom(webhook, request.weight())) {
                    changed.add(write(request));
                    kept.add(webhook);
                }
            } catch (IOException failed) {
                observer.dropped(webhook, Dropped.DISK);
                failure = Optional.of(failed);
            }
        }
        for (Path folder : changed) {
            disk.syncDirectory(folder);
        }
        kept.forEach(observer::kept);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private Path write(QuarantinedRequest request) throws IOException {
        Place place = new Place(request.request().webhookId(), request.id());
        Path folder = files.webhook(place.webhook());
        disk.createDirectories(folder);
        Path unfinished = files.unfinished(place);
        long length;
        try (DiskFile file = disk.create(unfinished)) {
            RequestFile.write(file, request);
            file.sync();
            length = file.size();
        } catch (IOException failed) {
            deleteQuietly(unfinished);
            throw failed;
        }
        disk.rename(unfinished, files.file(place));
        add(place, length);
        return folder;
    }

    private void deleteQuietly(Path file) {
        try {
            disk.delete(file);
        } catch (IOException left) {
            // The next start deletes it.
        }
    }

    private boolean makeRoom(String webhook, long weight) throws IOException {
        long need = (weight / BLOCK + 1) * BLOCK;
        QuarantineBounds bound = bounds.apply(webhook);
        if (need > bound.bytes() || need > mostBytes) {
            observer.dropped(webhook, need > bound.bytes() ? Dropped.BYTES : Dropped.TOTAL);
            return false;
        }
        if (disk.room(files.folder()) < LEFT_FREE + need) {
            observer.dropped(webhook, Dropped.DISK);
            return false;
        }
        Shelf shelf = shelves.computeIfAbsent(webhook, _ -> new Shelf());
        while (shelf.requests.size() >= bound.requests()) {
            drop(webhook, shelf, Dropped.COUNT);
        }
        while (shelf.bytes + need > bound.bytes()) {
            drop(webhook, shelf, Dropped.BYTES);
        }
        while (bytes.get() + need > mostBytes) {
            // The one that has most, so that a flood at one webhook takes nothing from the others.
            Map.Entry<String, Shelf> largest = shelves.entrySet().stream()
                    .max((one, other) -> Long.compare(one.getValue().bytes, other.getValue().bytes))
                    .orElseThrow();
            drop(largest.getKey(), largest.getValue(), Dropped.TOTAL);
        }
        return true;
    }

    private void drop(String webhook, Shelf shelf, Dropped why) throws IOException {
        remove(new Place(webhook, shelf.requests.firstKey()));
        observer.dropped(webhook, why);
    }

    /** Drops what is older than its webhook says. */
    synchronized void dropExpired(Instant now) throws IOException {
        for (Map.Entry<String, Shelf> entry : shelves.entrySet()) {
            long oldest = now.minus(bounds.apply(entry.getKey()).age()).toEpochMilli();
            TreeMap<EventId, Long> requests = entry.getValue().requests;
            while (!requests.isEmpty() && requests.firstKey().timeMillis() < oldest) {
                drop(entry.getKey(), entry.getValue(), Dropped.AGE);
            }
        }
    }

    /** Those of one webhook, or all, oldest first. */
    public synchronized List<Place> places(Optional<String> webhook) {
        List<Place> places = new ArrayList<>();
        shelves.forEach((name, shelf) -> {
            if (webhook.isEmpty() || webhook.get().equals(name)) {
                shelf.requests.keySet().forEach(id -> places.add(new Place(name, id)));
            }
        });
        return places;
    }

    /** Where the one of that id is; empty when there is none. */
    public synchronized Optional<Place> place(EventId id) {
        return shelves.entrySet().stream()
                .filter(entry -> entry.getValue().requests.containsKey(id))
                .map(entry -> new Place(entry.getKey(), id))
                .findFirst();
    }

    /** @throws IOException naming the file, when it cannot be read or is damaged */
    public Optional<QuarantinedRequest> read(Place place) throws IOException {
        return files.read(place);
    }

    /** Deletes them; when this returns, they do not come back after a crash. Those that are gone already are passed over. */
    public synchronized void delete(List<Place> places) throws IOException {
        Set<Path> changed = new HashSet<>();
        for (Place place : places) {
            remove(place);
            changed.add(files.webhook(place.webhook()));
        }
        for (Path folder : changed) {
            disk.syncDirectory(folder);
        }
    }

    private void remove(Place place) throws IOException {
        try {
            disk.delete(files.file(place));
        } catch (NoSuchFileException gone) {
            // Somebody has deleted it by hand.
        }
        Shelf shelf = shelves.get(place.webhook());
        Long freed = shelf == null ? null : shelf.requests.remove(place.id());
        if (freed != null) {
            shelf.bytes -= freed;
            shelf.count.set(shelf.requests.size());
            bytes.addAndGet(-freed);
        }
    }

    /** Where is written down what is on its way from here into the journal. */
    public StateFile onTheWay() {
        return new StateFile(files.folder().resolve("on-the-way"), disk);
    }

    /** How many of a webhook's there are. Never waits for the disk. */
    public int count(String webhook) {
        Shelf shelf = shelves.get(webhook);
        return shelf == null ? 0 : shelf.count.get();
    }

    /** The webhooks of which there are some, or were. */
    public Set<String> webhooks() {
        return Set.copyOf(shelves.keySet());
    }

    /** What they take on the disk. Never waits for it. */
    public long bytes() {
        return bytes.get();
    }

    /** The most that they may take. */
    public long mostBytes() {
        return mostBytes;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (Exception unreleased) {
            // The end of the process gives it back.
        }
    }
}
