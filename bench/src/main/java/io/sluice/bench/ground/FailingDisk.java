package io.sluice.bench.ground;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk that is as good as the one behind it until the {@link Switches} say otherwise, but for one thing: what was not synced is lost
 * with the process. Names are safe at once.
 */
final class FailingDisk implements Disk {
    private final Disk disk;
    private final Switches switches;
    private final Map<Path, PageCache> caches = new ConcurrentHashMap<>();

    FailingDisk(Disk disk, Switches switches) {
        this.disk = disk;
        this.switches = switches;
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        needRoom();
        return cached(file, disk.create(file));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return cached(file, disk.open(file));
    }

    @Override
    public DiskFile openForReading(Path file) throws IOException {
        return cached(file, disk.openForReading(file));
    }

    @Override
    public boolean exists(Path file) throws IOException {
        return disk.exists(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
        PageCache moved = caches.remove(from);
        if (moved != null) {
            caches.put(to, moved);
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
        caches.remove(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (switches.takeFailingSync()) {
            throw FailingFile.failed(switches, "Input/output error");
        }
        disk.syncDirectory(directory);
    }

    @Override
    public long room(Path directory) throws IOException {
        return disk.room(directory);
    }

    @Override
    public AutoCloseable lock(Path file) throws IOException {
        return disk.lock(file);
    }

    private DiskFile cached(Path path, DiskFile file) {
        return new FailingFile(file, caches.computeIfAbsent(path, any -> new PageCache()), switches);
    }

    private void needRoom() throws IOException {
        if (switches.full()) {
            throw FailingFile.failed(switches, "No space left on device");
        }
    }
}
