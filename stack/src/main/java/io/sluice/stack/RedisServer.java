package io.sluice.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real Redis of its own for tests and tools: free port, own folder, gone when closed. Nothing is kept over a restart. */
public final class RedisServer implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(20);

    private final Service service;
    private final TemporaryFolder folder;
    private ManagedProcess process;

    private RedisServer(Service service, TemporaryFolder folder) {
        this.service = service;
        this.folder = folder;
        this.process = ManagedProcess.attached(service);
    }

    /** Starts one and waits until it answers. */
    public static RedisServer start() {
        TemporaryFolder folder = TemporaryFolder.create("redis");
        return new RedisServer(service("redis", FreePort.find(), folder.path()), folder).ready();
    }

    private RedisServer ready() {
        try {
            process.awaitReady(READY);
            return this;
        } catch (StackException failed) {
            close();
            throw failed;
        }
    }

    /** How a Redis is started. */
    static Service service(String name, int port, Path folder) {
        return new Service(
                name,
                () -> List.of(
                        Programs.path("redis-server", "redis-server"),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        folder.toAbsolutePath().toString()),
                Map.of(),
                folder,
                List.of(port),
                Probe.redis(port));
    }

    public int port() {
        return service.port();
    }

    /** The process, to suspend or resume it. */
    public ManagedProcess process() {
        return process;
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same port, empty. */
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
        return "redis at 127.0.0.1:" + port();
    }
}
