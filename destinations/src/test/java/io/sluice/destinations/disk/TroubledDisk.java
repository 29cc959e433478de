package io.sluice.destinations.disk;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import io.sluice.core.disk.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real disk with room for so many bytes more, and a note of every call that changes it. */
final class TroubledDisk implements Disk {
    private final Disk real = new FileDisk();
    private final List<String> calls = new ArrayList<>();
    private long room = Long.MAX_VALUE;
    private boolean folderSyncs = true;

    void room(long bytes) {
        room = bytes;
    }

    /** From now on no folder can be synced. */
    void breakFolderSync() {
        folderSyncs = false;
    }

    /** What was done, in order: {@code write}, {@code sync}, {@code rename}, {@code sync folder}. */
    List<String> calls() {
        return calls;
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new TroubledFile(real.create(file));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return real.open(file);
    }

    @Override
    public DiskFile openForReading(Path file) throws IOException {
        return real.openForReading(file);
    }

    @Override
    public boolean exists(Path file) throws IOException {
        return real.exists(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return real.list(directory);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        real.createDirectories(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        calls.add("rename");
        real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        real.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        calls.add("sync folder");
        if (!folderSyncs) {
            throw new IOException("Input/output error");
        }
        real.syncDirectory(directory);
    }

    @Override
    public long room(Path directory) {
        return room;
    }

    @Override
    public AutoCloseable lock(Path file) throws IOException {
        return real.lock(file);
    }

    private final class TroubledFile implements DiskFile {
        private final DiskFile file;

        TroubledFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            calls.add("write");
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer fitting = source.slice(source.position(), (int) Math.min(room, source.remaining()));
            int written = file.write(fitting, position);
            source.position(source.position() + written);
            room -= written;
            return written;
        }

        @Override
        public void sync() throws IOException {
            calls.add("sync");
            file.sync();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
