package io.sluice.destinations.disk;

import io.sluice.core.event.Event;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.Health;
import io.sluice.destinations.json.JsonText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes each event to a file of its own. A file appears whole or not at all, and is safe from a crash when the event counts as
 * delivered: written under another name, fsynced, renamed, the folder fsynced once for each batch. Files and folder are readable by their
 * owner alone. Thread-safe.
 */
final class DiskDestination implements Destination {
    private final Path folder;
    private final NamePattern names;
    private final boolean includeHeaders;
    private volatile Optional<String> failure = Optional.empty();

    DiskDestination(Path folder, NamePattern names, boolean includeHeaders) {
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
        Optional<String> unsafe = attempt(this::syncFolder);
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
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.deleteIfExists(temporary); // left by a crash; or a link that somebody put there
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel file = FileChannel.open(temporary, options, ownerOnly)) {
            ByteBuffer content = ByteBuffer.wrap(content(event));
            while (content.hasRemaining()) {
                file.write(content);
            }
            file.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void syncFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
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
