package io.sluice.stack;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the ClickHouse engine out of {@code libchdb.so} in a process of its own. The library exports
 * {@code int chdb_query_cmdline(int argc, char** argv)}, which is {@code clickhouse local}.
 */
public final class ClickHouseHost {

    private ClickHouseHost() {}

    /**
     * Hands its arguments to the engine.
     *
     * @param arguments the library's path, then the engine's own arguments
     */
    @SuppressWarnings("restricted") // calling native code is what this class is for
    public static void main(String[] arguments) throws Throwable {
        try (Arena arena = Arena.ofShared()) {
            SymbolLookup library = SymbolLookup.libraryLookup(Path.of(arguments[0]), arena);
            var entry = Linker.nativeLinker()
                    .downcallHandle(
                            library.findOrThrow("chdb_query_cmdline"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            MemorySegment argv = arena.allocate(ValueLayout.ADDRESS, arguments.length + 1L);
            argv.setAtIndex(ValueLayout.ADDRESS, 0, arena.allocateFrom("clickhouse"));
            for (int i = 1; i < arguments.length; i++) {
                argv.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(arguments[i]));
            }
            System.exit((int) entry.invokeExact(arguments.length, argv));
        }
    }

    /** The command that runs this class with the library; the engine's arguments go behind it. */
    static List<String> command(Path library) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                ClickHouseHost.class.getName(),
                library.toString());
    }

    private static String classPath() {
        try {
            return Path.of(ClickHouseHost.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
