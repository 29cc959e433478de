package io.sluice.gateway.metrics;

import com.sun.management.GcInfo;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.File;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The process and its Java machine, as far as somebody on call needs them. Names and meanings are those of Prometheus's client
 * libraries where these have them.
 */
public final class ProcessMeters {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMeters() {}

    /**
     * Shows the process from now on.
     *
     * @param version of this program
     * @param data the folder whose disk must not run full
     */
    public static void watch(PrometheusMeterRegistry registry, String version, Path data) {
        Gauge.builder("sluice.build.info", () -> 1)
                .description("Always 1; the labels say what runs")
                .tag("version", version)
                .tag("java", System.getProperty("java.version", ""))
                .register(registry);
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        Gauges meters = new Gauges(registry);
        meters.gauge(
                "process.start.time.seconds",
                "When the process began, in Unix seconds",
                runtime,
                r -> r.getStartTime() / 1e3);
        meters.gauge(
                "sluice.disk.free.bytes",
                "Room left on the disk of the data folder",
                data.toFile(),
                File::getUsableSpace);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            meters.counter(
                            "process.cpu.seconds",
                            "Processor time of all threads",
                            system,
                            s -> s.getProcessCpuTime() / 1e9)
                    .gauge(
                            "process.open.fds",
                            "Open files and sockets",
                            system,
                            UnixOperatingSystemMXBean::getOpenFileDescriptorCount)
                    .gauge(
                            "process.max.fds",
                            "The most files and sockets that may be open",
                            system,
                            UnixOperatingSystemMXBean::getMaxFileDescriptorCount);
        }
        if (Files.isReadable(STATUS)) {
            meters.gauge(
                    "process.resident.memory.bytes",
                    "Memory of the process that is in RAM",
                    STATUS,
                    ProcessMeters::residentBytes);
        }
        watchHeap(meters);
        registry.getPrometheusRegistry().register(ProcessMeters::collections);
    }

    private static void watchHeap(Gauges meters) {
        Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toUnmodifiableSet());
        meters.gauge(
                        "sluice.heap.used.after.gc.bytes",
                        "Heap in use when the last garbage collection ended; before the first one, in use now",
                        heapPools,
                        ProcessMeters::usedAfterCollection)
                .gauge(
                        "sluice.heap.max.bytes",
                        "The most that the heap may take",
                        Runtime.getRuntime(),
                        r -> r.maxMemory());
    }

    private static double usedAfterCollection(Set<String> heapPools) {
        return collectors()
                .filter(com.sun.management.GarbageCollectorMXBean.class::isInstance)
                .map(bean -> ((com.sun.management.GarbageCollectorMXBean) bean).getLastGcInfo())
                .filter(info -> info != null) // it has not run yet
                .max(Comparator.comparingLong(GcInfo::getEndTime))
                .map(info -> info.getMemoryUsageAfterGc().entrySet().stream()
                        .filter(pool -> heapPools.contains(pool.getKey()))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum())
                .orElseGet(() ->
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static Stream<GarbageCollectorMXBean> collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream();
    }

    private static MetricSnapshot collections() {
        SummarySnapshot.Builder time = SummarySnapshot.builder()
                .name("jvm_gc_collection_seconds")
                .help("Time spent in garbage collections, by collector");
        collectors()
                .forEach(gc -> time.dataPoint(SummaryDataPointSnapshot.builder()
                        .labels(Labels.of("gc", gc.getName()))
                        .count(Math.max(0, gc.getCollectionCount()))
                        .sum(Math.max(0, gc.getCollectionTime()) / 1e3)
                        .build()));
        return time.build();
    }

    /** Linux's own account, in KiB there. */
    private static double residentBytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
