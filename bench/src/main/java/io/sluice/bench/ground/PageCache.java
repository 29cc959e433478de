package io.sluice.bench.ground;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What was written to one file and is not on the disk. It is in the memory of the process alone, so that SIGKILL does to it what a
 * power cut does to the memory of a machine. After a failed sync the pieces stay readable and are taken for written, as in a real page
 * cache: no later sync brings them to the disk (see "Can Applications Recover from fsync Failures?", USENIX ATC 2020).
 */
final class PageCache {
    private final List<Piece> dirty = new ArrayList<>();
    private final List<Piece> takenForWritten = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(long position, byte[] bytes) {
        long end() {
            return position + bytes.length;
        }

        Piece cutAt(long size) {
            int length = (int) Math.clamp(size - position, 0L, bytes.length);
            return length == bytes.length ? this : new Piece(position, java.util.Arrays.copyOf(bytes, length));
        }
    }

    /** Somewhere to write to. */
    interface Target {
        void write(ByteBuffer bytes, long position) throws java.io.IOException;
    }

    synchronized int add(ByteBuffer source, long position) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        dirty.add(new Piece(position, bytes));
        return bytes.length;
    }

    synchronized void syncTo(Target disk) throws java.io.IOException {
        for (Piece piece : dirty) {
            disk.write(ByteBuffer.wrap(piece.bytes()), piece.position());
        }
        dirty.clear();
    }

    synchronized void syncFailed() {
        takenForWritten.addAll(dirty);
        dirty.clear();
    }

    /** How long the file looks. */
    synchronized long size(long onDisk) {
        long size = onDisk;
        for (Piece piece : takenForWritten) {
            size = Math.max(size, piece.end());
        }
        for (Piece piece : dirty) {
            size = Math.max(size, piece.end());
        }
        return size;
    }

    /** Lays over what was read from the disk what stands here. */
    synchronized void overlay(byte[] read, long position) {
        takenForWritten.forEach(piece -> overlay(read, position, piece));
        dirty.forEach(piece -> overlay(read, position, piece));
    }

    private static void overlay(byte[] read, long position, Piece piece) {
        long from = Math.max(position, piece.position());
        long to = Math.min(position + read.length, piece.end());
        if (from < to) {
            System.arraycopy(
                    piece.bytes(), (int) (from - piece.position()), read, (int) (from - position), (int) (to - from));
        }
    }

    synchronized void truncate(long size) {
        dirty.replaceAll(piece -> piece.cutAt(size));
        takenForWritten.replaceAll(piece -> piece.cutAt(size));
        dirty.removeIf(piece -> piece.bytes().length == 0);
        takenForWritten.removeIf(piece -> piece.bytes().length == 0);
    }
}
