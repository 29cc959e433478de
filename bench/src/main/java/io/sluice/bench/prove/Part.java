package io.sluice.bench.prove;

import io.sluice.stack.ManagedProcess;
import io.sluice.stack.Service;
import java.time.Duration;
import java.util.function.Supplier;

/** A process of the installation that can be killed, suspended, stopped and started again on the same port and data. */
final class Part {
    private static final Duration READY = Duration.ofSeconds(60);

    private final String name;
    private final Runnable start;
    private final Supplier<ManagedProcess> process;

    private Part(String name, Runnable start, Supplier<ManagedProcess> process) {
        this.name = name;
        this.start = start;
        this.process = process;
    }

    /** One that somebody else owns. */
    static Part of(String name, Runnable start, Supplier<ManagedProcess> process) {
        return new Part(name, start, process);
    }

    /** Starts a service, and returns when it is ready. */
    static Part start(Service service) {
        ManagedProcess[] current = {ManagedProcess.attached(service).awaitReady(READY)};
        return new Part(
                service.name(),
                () -> current[0] = ManagedProcess.attached(service).awaitReady(READY),
                () -> current[0]);
    }

    String name() {
        return name;
    }

    /** SIGKILL. */
    void kill() {
        process.get().kill();
    }

    /** SIGTERM, and waits for its end. */
    void stop() {
        process.get().stop();
    }

    /** Starts it again and waits until it is ready. */
    void start() {
        start.run();
    }

    /** SIGSTOP. */
    void suspend() {
        process.get().suspend();
    }

    /** SIGCONT. */
    void resume() {
        process.get().resume();
    }

    long residentBytes() {
        return process.get().residentBytes();
    }

    String logTail() {
        return process.get().logTail();
    }
}
