package io.sluice.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds {@code libchdb.so}, the official build of the ClickHouse engine as a library, and fetches it once through npm when it is
 * missing: 178 MB, into {@code $SLUICE_CACHE} or {@code ~/.cache/sluice}. {@code SLUICE_CHDB} names a library that is there already.
 */
final class ChdbLibrary {
    private static final String VERSION = "26.7.3-stable.1";
    private static final Map<String, String> PACKAGES = Map.of(
            "linux-amd64", "@chdb/lib-linux-x64-gnu",
            "linux-aarch64", "@chdb/lib-linux-arm64-gnu",
            "mac os x-x86_64", "@chdb/lib-darwin-x64",
            "mac os x-aarch64", "@chdb/lib-darwin-arm64");

    private ChdbLibrary() {}

    /** Where the library is, after fetching it if need be. */
    static synchronized Path locate() { // a file lock keeps other processes out, not other threads
        String given = System.getenv("SLUICE_CHDB");
        if (given != null && !given.isBlank()) {
            if (!Files.isReadable(Path.of(given))) {
                throw new StackException("SLUICE_CHDB names " + given + ", which cannot be read");
            }
            return Path.of(given);
        }
        Path folder = cache().resolve("chdb").resolve(VERSION);
        Path library = folder.resolve("libchdb.so");
        if (Files.exists(library)) {
            return library;
        }
        try {
            Files.createDirectories(folder);
            try (FileChannel lock = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = lock.lock()) {
                if (held.isValid() && !Files.exists(library)) {
                    fetch(folder, library);
                }
            }
            return library;
        } catch (IOException failed) {
            throw new StackException("cannot fetch the ClickHouse engine: " + failed.getMessage(), failed);
        }
    }

    private static Path cache() {
        String given = System.getenv("SLUICE_CACHE");
        return given == null || given.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "sluice")
                : Path.of(given);
    }

    private static void fetch(Path folder, Path library) throws IOException {
        String platform =
                (System.getProperty("os.name") + "-" + System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
        String name = PACKAGES.get(platform);
        if (name == null) {
            throw new StackException("there is no ClickHouse engine for " + platform
                    + "; install ClickHouse and put `clickhouse` on the PATH");
        }
        System.err.println("fetching the ClickHouse engine " + VERSION + " (178 MB, once)…");
        run(folder, "npm", List.of("pack", "--silent", name + "@" + VERSION));
        Path archive = folder.resolve(name.substring(1).replace('/', '-') + "-" + VERSION + ".tgz");
        Path unpacked = Files.createDirectories(folder.resolve("unpacked")).resolve("libchdb.so");
        run(
                unpacked.getParent(),
                "tar",
                List.of("-xzf", archive.toString(), "--strip-components=1", "package/libchdb.so"));
        // Only a whole library ever has the name that is looked for.
        Files.move(unpacked, library, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(unpacked.getParent());
        Files.delete(archive);
    }

    private static void run(Path folder, String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Programs.path(program, program)));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            String said = output.readAllAsString();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said.strip());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }
}
