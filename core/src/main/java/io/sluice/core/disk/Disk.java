package io.sluice.core.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file system as the journal and the cursors see it. What a call changed is safe from a crash only after the matching sync:
 * {@link DiskFile#sync} for content, {@link #syncDirectory} for names.
 */
public interface Disk {

    /** Makes a new file, readable by its owner alone. Fails when there is one already. */
    DiskFile create(Path file) throws IOException;

    /** Opens an existing file for reading and writing. */
    DiskFile open(Path file) throws IOException;

    /** Opens an existing file for reading. */
    DiskFile openForReading(Path file) throws IOException;

    boolean exists(Path file) throws IOException;

    /** The files of a directory in no particular order. */
    List<Path> list(Path directory) throws IOException;

    /** Makes a directory and its parents, readable by their owner alone; does nothing when it is there. */
    void createDirectories(Path directory) throws IOException;

    /** Gives a file another name in one step, replacing what had it. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes names that were added, changed or removed in the directory safe from a crash. */
    void syncDirectory(Path directory) throws IOException;

    /** Bytes that can still be written where the directory is. */
    long room(Path directory) throws IOException;

    /**
     * Claims a directory for this process until closed.
     *
     * @throws IOException naming the directory, and the process if it can be told, when another one has it
     */
    AutoCloseable lock(Path file) throws IOException;
}
