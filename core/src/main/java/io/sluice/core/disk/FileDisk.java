package io.sluice.core.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The real disk. Files and folders are readable by their owner alone, because payloads carry credentials. */
public final class FileDisk implements Disk {
    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

    @Override
    public DiskFile create(Path file) throws IOException {
        return new OpenFile(FileChannel.open(file, CREATE, ownerOnly(file, "rw-------")));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new OpenFile(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile openForReading(Path file) throws IOException {
        return new OpenFile(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public boolean exists(Path file) throws IOException {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException absent) {
            return false; // every other failure is thrown: what cannot be seen is not absent
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Path folder = directory.toAbsolutePath();
        Path parent = folder.getParent();
        if (parent == null || exists(folder)) {
            return;
        }
        createDirectories(parent);
        try {
            Files.createDirectory(folder, ownerOnly(parent, "rwx------"));
        } catch (FileAlreadyExistsException madeMeanwhile) {
            return;
        }
        syncDirectory(parent); // else a crash could take the whole folder, with every synced file in it
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long room(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public AutoCloseable lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                ownerOnly(file, "rw-------"));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                sign(channel);
                return channel; // closing the channel gives the lock back
            }
        } catch (OverlappingFileLockException sameProcess) {
            // Falls through to the one message for "somebody has it".
        }
        String owner = signature(channel);
        channel.close();
        throw new IOException(file.getParent() + " is in use by another process" + owner
                + "; stop it, or choose another folder with --data");
    }

    /** Leaves the number of this process in the lock's file, for the message of whoever comes second. */
    private static void sign(FileChannel channel) {
        try {
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
        } catch (IOException | UnsupportedOperationException unsigned) {
            // A full disk must not keep the owner from its folder.
        }
    }

    private static String signature(FileChannel channel) {
        try {
            ByteBuffer content = ByteBuffer.allocate(20);
            channel.read(content, 0);
            String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
            return pid.matches("[0-9]+") ? " (number " + pid + " where it runs)" : "";
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path near, String permissions) {
        boolean posix = near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private record OpenFile(FileChannel channel) implements DiskFile {

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return channel.write(source, position);
        }

        @Override
        public void sync() throws IOException {
            channel.force(false); // fdatasync: flushes the size too when reading back needs it
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
