package io.sluice.bench.ground;

import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/** An open file on a {@link FailingDisk}: what is written reaches the file behind it with a successful sync, and not before. */
final class FailingFile implements DiskFile {
    private final DiskFile file;
    private final PageCache cache;
    private final Switches switches;

    FailingFile(DiskFile file, PageCache cache, Switches switches) {
        this.file = file;
        this.cache = cache;
        this.switches = switches;
    }

    static IOException failed(Switches switches, String why) {
        switches.countFailedCall();
        return new IOException(why);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        long left = size() - position;
        if (left <= 0) {
            return -1;
        }
        byte[] bytes = new byte[(int) Math.min(left, target.remaining())];
        file.readFully(ByteBuffer.wrap(bytes), position);
        cache.overlay(bytes, position);
        target.put(bytes);
        return bytes.length;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        if (switches.full()) {
            throw failed(switches, "No space left on device");
        }
        return cache.add(source, position);
    }

    @Override
    public void sync() throws IOException {
        waitFor(switches.syncNanos());
        if (switches.takeFailingSync()) {
            cache.syncFailed();
            throw failed(switches, "Input/output error");
        }
        cache.syncTo(file::writeFully);
        file.sync();
    }

    private static void waitFor(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        cache.truncate(size);
        if (file.size() > size) {
            file.truncate(size);
        }
    }

    @Override
    public long size() throws IOException {
        return cache.size(file.size());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
