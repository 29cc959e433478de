package io.sluice.destinations.disk;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import io.sluice.core.event.Event;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.Health;
import io.sluice.destinations.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes each event to a file of its own. A file appears whole or not at all, and is safe from a crash when the event counts as
 * delivered: written under another name, fsynced, renamed, the folder fsynced once for each batch. Files and folder are readable by their
 * owner alone. Thread-safe.
 */
final class DiskDestination implements Destination {
    private final Disk disk;
    private final Path folder;
    private final NamePattern names;
    private final boolean includeHeaders;
    private volatile Optional<String> failure = Optional.empty();

    DiskDestination(Disk disk, Path folder, NamePattern names, boolean includeHeaders) {
        this.disk = disk;
        this.folder = folder;
        this.names = names;
        this.includeHeaders = includeHeaders;
    }

    @Override
    public List<DeliveryResult> deliver(List<Delivery> batch) throws InterruptedException {
        List<Optional<String>> faults = new ArrayList<>(batch.size());
        for (Delivery delivery : batch) {
            faults.add(attempt(() -> write(delivery.event())));
        }
        Optional<String> unsafe = attempt(() -> disk.syncDirectory(folder));
        failure = unsafe.or(() -> faults.getLast());
        return faults.stream().map(fault -> result(fault.or(() -> unsafe))).toList();
    }

    private static DeliveryResult result(Optional<String> fault) {
        return fault.<DeliveryResult>map(cause -> new DeliveryResult.Retry(Optional.empty(), cause))
                .orElseGet(DeliveryResult.Delivered::new);
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    /** Says what went wrong, if something did. */
    private Optional<String> attempt(DiskWork work) throws InterruptedException {
        try {
            work.run();
            return Optional.empty();
        } catch (ClosedByInterruptException stop) {
            throw new InterruptedException(stop.toString());
        } catch (IOException broken) {
            return Optional.of(broken.getClass().getSimpleName() + " in " + folder + ": " + broken.getMessage());
        }
    }

    private void write(Event event) throws IOException {
        Path target = folder.resolve(names.name(event));
        if (!folder.equals(target.getParent())) {
            throw new IOException("the name " + target.getFileName() + " leads out of the folder");
        }
        Path temporary = folder.resolve("." + target.getFileName() + ".part");
        disk.createDirectories(folder);
        removeIfThere(temporary); // left by a crash; or a link that somebody put there
        try {
            fill(temporary, content(event));
            disk.rename(temporary, target);
        } catch (IOException broken) {
            try {
                removeIfThere(temporary); // on a full disk it takes the room that others need
            } catch (IOException alsoBroken) {
                broken.addSuppressed(alsoBroken);
            }
            throw broken;
        }
    }

    private void fill(Path file, byte[] content) throws IOException {
        try (DiskFile created = disk.create(file)) {
            created.writeFully(ByteBuffer.wrap(content), 0);
            created.sync();
        }
    }

    private void removeIfThere(Path file) throws IOException {
        if (disk.exists(file)) {
            disk.delete(file);
        }
    }

    private byte[] content(Event event) {
        if (!includeHeaders) {
            return event.body();
        }
        JsonText text =
                new JsonText().raw("{\"id\":\"").raw(event.id().toString()).raw("\",\"webhook_id\":");
        text.string(event.qualifiedId()).raw(",\"timestamp\":\"");
        text.raw(Instant.EPOCH.plus(event.receivedMicros(), ChronoUnit.MICROS).toString());
        text.raw("\",\"headers\":").headers(event.headers());
        return text.raw(",\"payload\":").body(event.body()).raw("}").toByteArray();
    }

    @Override
    public Health check() {
        return failure.<Health>map(Health.Unhealthy::new).orElseGet(Health.Healthy::new);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "files in " + folder;
    }
}
