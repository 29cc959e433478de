package io.sluice.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real ClickHouse of its own for tests and tools: free ports, own folder, tables kept over a restart, gone when closed. */
public final class ClickHouseServer implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);

    private final Service service;
    private final TemporaryFolder folder;
    private ManagedProcess process;

    private ClickHouseServer(Service service, TemporaryFolder folder) {
        this.service = service;
        this.folder = folder;
        this.process = ManagedProcess.attached(service);
    }

    /** Starts one and waits until it answers. */
    public static ClickHouseServer start() {
        TemporaryFolder folder = TemporaryFolder.create("clickhouse");
        int httpPort = FreePort.find();
        int tcpPort = FreePort.findOtherThan(httpPort);
        ClickHouseServer server = new ClickHouseServer(service("clickhouse", httpPort, tcpPort, folder.path()), folder);
        return server.ready();
    }

    private ClickHouseServer ready() {
        try {
            process.awaitReady(READY);
            return this;
        } catch (StackException failed) {
            close();
            throw failed;
        }
    }

    /** How a ClickHouse is started: the program on the PATH, or else the engine from the chDB library. */
    static Service service(String name, int httpPort, int tcpPort, Path folder) {
        return new Service(
                name,
                () -> ClickHouseProgram.command(httpPort, tcpPort, folder),
                ClickHouseProgram.ENVIRONMENT,
                folder,
                List.of(httpPort, tcpPort),
                Probe.http("http://127.0.0.1:" + httpPort + "/ping"));
    }

    public int httpPort() {
        return service.port();
    }

    /** The port of the native protocol. */
    public int tcpPort() {
        return service.ports().get(1);
    }

    /** The process, to suspend or resume it. */
    public ManagedProcess process() {
        return process;
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same ports and data. */
    public void restart() {
        process.kill();
        process = ManagedProcess.attached(service).awaitReady(READY);
    }

    @Override
    public void close() {
        process.kill();
        folder.close();
    }

    @Override
    public String toString() {
        return "clickhouse at 127.0.0.1:" + httpPort();
    }
}
