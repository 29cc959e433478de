package io.sluice.core.local;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/**
 * A Unix-domain socket that belongs to a data folder and that only its owner can open: a file in the folder, or a short path for it where
 * that one is too long.
 */
public record LocalSocket(UnixDomainSocketAddress address) {
    /** {@code sun_path} of Linux takes 108 bytes with its end mark, that of macOS 104. */
    private static final int LONGEST = 103;

    /**
     * @param data the data folder, which must exist
     * @param name of the file in it, such as {@code query.sock}
     */
    public static LocalSocket of(Path data, String name) throws IOException {
        Path folder = data.toRealPath();
        Path beside = folder.resolve(name);
        if (beside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return new LocalSocket(UnixDomainSocketAddress.of(beside));
        }
        UUID hash = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8));
        Path own =
                own(Path.of(System.getProperty("java.io.tmpdir")).resolve("sluice-" + System.getProperty("user.name")));
        return new LocalSocket(
                UnixDomainSocketAddress.of(own.resolve(hash.toString().substring(0, 18) + "-" + name)));
    }

    /** A connection to the process that answers for the data folder; empty when none does. */
    public Optional<SocketChannel> connect() throws IOException {
        if (!Files.exists(address.getPath())) {
            return Optional.empty();
        }
        try {
            return Optional.of(SocketChannel.open(address));
        } catch (ConnectException deserted) {
            return Optional.empty();
        }
    }

    /**
     * Listens. A socket left by a process that died is replaced.
     *
     * @throws IOException when another process answers there, or the socket cannot be made
     */
    ServerSocketChannel listen() throws IOException {
        try (SocketChannel other = connect().orElse(null)) {
            if (other != null) {
                throw new IOException("another process answers at " + address);
            }
        }
        remove();
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listening.bind(address);
            Files.setPosixFilePermissions(address.getPath(), PosixFilePermissions.fromString("rw-------"));
            return listening;
        } catch (IOException failed) {
            listening.close();
            throw failed;
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(address.getPath());
    }

    /** A folder that this user made and nobody else can enter; anything else by that name is not trusted. */
    private static Path own(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        boolean closed = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                .equals("rwx------");
        if (!closed || !Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
            throw new IOException(folder + " belongs to somebody else, or others can enter it");
        }
        return folder;
    }
}
