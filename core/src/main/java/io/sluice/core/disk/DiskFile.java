package io.sluice.core.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file. Reads and writes may be short, as the operating system allows; the {@code fully} forms are not. */
public interface DiskFile extends AutoCloseable {

    /**
     * Reads from a position of the file.
     *
     * @return bytes read, or -1 at the end of the file
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes at a position of the file.
     *
     * @return bytes written
     */
    int write(ByteBuffer source, long position) throws IOException;

    /** Makes what was written safe from a crash. After a failure nothing may be assumed of any write since the last success. */
    void sync() throws IOException;

    void truncate(long size) throws IOException;

    long size() throws IOException;

    @Override
    void close() throws IOException;

    /** Reads until the target is full or the file ends; says how many bytes were read. */
    default int readFully(ByteBuffer target, long position) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int read = read(target, position + total);
            if (read < 0) {
                return total;
            }
            total += read;
        }
        return total;
    }

    /** Writes everything that remains in the source. */
    default void writeFully(ByteBuffer source, long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            at += write(source, at);
        }
    }
}
