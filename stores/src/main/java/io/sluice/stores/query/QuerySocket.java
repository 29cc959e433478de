package io.sluice.stores.query;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/** Where a data folder's questions are asked: {@code query.sock} in it, or a short path for it where that one is too long. */
final class QuerySocket {
    /** {@code sun_path} of Linux takes 108 bytes with its end mark, that of macOS 104. */
    private static final int LONGEST = 103;

    private QuerySocket() {}

    static UnixDomainSocketAddress of(Path data) throws IOException {
        Path folder = data.toRealPath();
        Path beside = folder.resolve("query.sock");
        if (beside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return UnixDomainSocketAddress.of(beside);
        }
        UUID name = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8));
        return UnixDomainSocketAddress.of(
                own(Path.of(System.getProperty("java.io.tmpdir")).resolve("sluice-" + System.getProperty("user.name")))
                        .resolve(name.toString().substring(0, 18) + ".sock"));
    }

    /** A connection to the process that answers for the data folder; empty when none does. */
    static Optional<SocketChannel> connect(Path data) throws IOException {
        UnixDomainSocketAddress address = of(data);
        if (!Files.exists(address.getPath())) {
            return Optional.empty();
        }
        try {
            return Optional.of(SocketChannel.open(address));
        } catch (ConnectException deserted) {
            return Optional.empty();
        }
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
