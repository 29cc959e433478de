package io.sluice.core.cursor;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A small piece of state that survives a crash whole: the old content or the new one, never a mixture. Written to a temporary
 * file, fsynced, renamed, and the directory fsynced. One writer at a time.
 */
public final class StateFile {
    private static final int MAGIC = 0x534C5331; // "SLS1"
    private static final int HEADER = 12;

    private final Path file;
    private final Disk disk;

    /** @param file its directory must exist */
    public StateFile(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /**
     * The content last written, or empty when there never was one.
     *
     * @throws IOException when the file cannot be read or is damaged; never taken for "no content"
     */
    public Optional<byte[]> read() throws IOException {
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        try (DiskFile opened = disk.openForReading(file)) {
            ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(opened.size()));
            opened.readFully(whole, 0);
            whole.flip();
            if (whole.remaining() < HEADER || whole.getInt() != MAGIC) {
                throw damaged("it does not begin like a state file");
            }
            int crc = whole.getInt();
            int length = whole.getInt();
            if (length != whole.remaining()) {
                throw damaged("it holds " + whole.remaining() + " bytes instead of " + length);
            }
            byte[] content = new byte[length];
            whole.get(content);
            if (crc(content) != crc) {
                throw damaged("its checksum does not match");
            }
            return Optional.of(content);
        }
    }

    /** Replaces the content; when this returns, it is safe from a crash. */
    public void write(byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        if (disk.exists(temporary)) {
            disk.delete(temporary); // left by a crash
        }
        try (DiskFile opened = disk.create(temporary)) {
            ByteBuffer whole = ByteBuffer.allocate(HEADER + content.length);
            whole.putInt(MAGIC)
                    .putInt(crc(content))
                    .putInt(content.length)
                    .put(content)
                    .flip();
            opened.writeFully(whole, 0);
            opened.sync();
        }
        disk.rename(temporary, file);
        disk.syncDirectory(file.getParent());
    }

    private IOException damaged(String how) {
        return new IOException(file + " is damaged: " + how
                + ". Move it away to start that reader again from the oldest event in the journal.");
    }

    private static int crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
