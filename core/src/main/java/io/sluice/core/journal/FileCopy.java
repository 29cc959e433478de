package io.sluice.core.journal;

import io.sluice.core.disk.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Copies parts of files. */
final class FileCopy {
    private static final int PIECE = 1 << 20;

    private FileCopy() {}

    /** @throws EOFException when the file ends before */
    static void range(DiskFile from, long offset, long length, DiskFile to, long at) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, length));
        for (long done = 0; done < length; done += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), length - done));
            if (from.readFully(piece, offset + done) < piece.limit()) {
                throw new EOFException("the file became shorter while it was copied");
            }
            to.writeFully(piece.flip(), at + done);
        }
    }
}
