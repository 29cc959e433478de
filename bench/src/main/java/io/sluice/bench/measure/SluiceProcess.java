package io.sluice.bench.measure;

import io.sluice.app.JavaProcess;
import io.sluice.stack.ManagedProcess;
import io.sluice.stack.Probe;
import io.sluice.stack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A command of Sluice as a process of its own, with the flags of the launcher, on the class path of this process. */
final class SluiceProcess implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);

    private final ManagedProcess process;
    private final Path gcLog;

    private SluiceProcess(ManagedProcess process, Path gcLog) {
        this.process = process;
        this.gcLog = gcLog;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param folder for its log, emptied by the caller
     * @param readyPath answers 200 when it is ready
     */
    static SluiceProcess start(
            String name, Path folder, String mainClass, List<String> arguments, int port, String readyPath) {
        Path gcLog = folder.resolve(name + "-gc.log");
        List<String> command = JavaProcess.command(List.of("-Xmx160m", "-Xlog:gc:file=" + gcLog), mainClass);
        command.addAll(arguments);
        Service service =
                new Service(name, command, Map.of(), folder, port, Probe.http("http://127.0.0.1:" + port + readyPath));
        return new SluiceProcess(ManagedProcess.attached(service).awaitReady(READY), gcLog);
    }

    /** Bytes in memory. */
    long residentBytes() {
        return process.residentBytes();
    }

    /** CPU time so far. */
    Duration cpu() {
        return cpu(process);
    }

    static Duration cpu(ManagedProcess process) {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    Path gcLog() {
        return gcLog;
    }

    /**
     * Has the process collect its garbage, so that its log says to the byte what it has allocated up to now.
     *
     * @throws IOException when the tool {@code jcmd} of this JDK cannot do it
     */
    void collect() throws IOException, InterruptedException {
        Process collection = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .start();
        String said = new String(collection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (collection.waitFor() != 0) {
            throw new IOException(
                    "jcmd could not have process " + process.pid() + " collect its garbage: " + said.strip());
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
