package io.sluice.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a measurement was taken on; figures mean nothing without it.
 *
 * @param memoryBytes of the machine
 */
public record Machine(int cores, String processor, long memoryBytes, String jvm, String kernel) {

    /** This machine. */
    public static Machine here() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processorName(),
                memory,
                System.getProperty("java.vm.vendor") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    /** One line. */
    public String describe() {
        return cores + " cores (" + processor + "), " + Math.round(memoryBytes / (double) (1L << 30)) + " GiB, " + jvm
                + ", " + kernel;
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException | java.io.UncheckedIOException notLinux) {
            return "unknown";
        }
    }
}
