package io.sluice.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A {@link Service} that runs: can be asked, suspended, stopped and killed, also by a process that did not start it. */
public final class ManagedProcess implements AutoCloseable {
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(1).toNanos();

    private final Service service;
    private final ProcessHandle handle;

    private ManagedProcess(Service service, ProcessHandle handle) {
        this.service = service;
        this.handle = handle;
    }

    /** Starts it so that it ends with this process, whatever ends this one. */
    public static ManagedProcess attached(Service service) {
        ManagedProcess process = new ManagedProcess(service, launch(service, UnaryOperator.identity()));
        Reaper.instance().watch(process.handle);
        return process;
    }

    /** Starts it in a session of its own, so that it outlives this process; {@link #find} finds it again by its pid file. */
    public static ManagedProcess detached(Service service) {
        service.pidFile().delete();
        ManagedProcess process = new ManagedProcess(service, launch(service, service.pidFile()::writtenBy));
        // It writes the file as its first act; the log tells why when it cannot.
        while (!service.pidFile().exists() && process.isAlive()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return process;
    }

    /** The service's process, when the very one that its pid file names still runs. */
    public static Optional<ManagedProcess> find(Service service) {
        return service.pidFile()
                .process()
                .map(found -> new ManagedProcess(service, found))
                .filter(ManagedProcess::isAlive);
    }

    private static ProcessHandle launch(Service service, UnaryOperator<List<String>> around) {
        try {
            Files.createDirectories(service.folder());
            ProcessBuilder builder = new ProcessBuilder(
                            around.apply(service.command().get()))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(service.log().toFile()));
            builder.environment().putAll(service.environment());
            return builder.start().toHandle();
        } catch (IOException failed) {
            throw new StackException("cannot start " + service.name() + ": " + failed.getMessage(), failed);
        }
    }

    /** Waits until it answers as ready. @throws StackException when it ends or takes longer, with the end of its log */
    public ManagedProcess awaitReady(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (true) {
            boolean ready = service.probe().ready();
            if (!isAlive()) { // first: then it is another program that answered at its port
                throw new StackException(service.name() + " ended before it was ready.\n" + logTail());
            }
            if (ready) {
                return this;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StackException(
                        service.name() + " was not ready within " + longest.toSeconds() + " s.\n" + logTail());
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new StackException("interrupted while waiting for " + service.name());
            }
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
        }
    }

    public Service service() {
        return service;
    }

    public long pid() {
        return handle.pid();
    }

    /** Whether it runs or is suspended. */
    public boolean isAlive() {
        // What has ended keeps its number until its parent has asked for it, and in a container nobody may ever ask.
        // Looked at
        // first: asked for between the two looks, it would be neither there nor ended.
        boolean ended = ProcessStat.of(pid()).filter(ProcessStat::ended).isPresent();
        return !ended && handle.isAlive();
    }

    /** When it was started, where the system says so. */
    public Optional<Instant> startedAt() {
        return handle.info().startInstant();
    }

    /** Resident memory in bytes, 0 where the system does not say. */
    public long residentBytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException unknown) {
            return 0;
        }
    }

    /** Asks it to end (SIGTERM) and waits; kills it when it takes longer than 20 s. */
    public void stop() {
        stop(STOP_GRACE);
    }

    /** The same with another time to end in. */
    void stop(Duration grace) {
        askToStop();
        if (ended(grace)) {
            forget();
        } else {
            kill();
        }
    }

    /** SIGTERM, also to a suspended one; waits for nothing. */
    void askToStop() {
        handle.destroy();
        resume();
    }

    /** Ends it at once (SIGKILL), and waits until it is gone. */
    public void kill() {
        handle.destroyForcibly();
        if (!ended(STOP_GRACE)) {
            throw new StackException(service.name() + " (pid " + pid() + ") is still there after SIGKILL");
        }
        forget();
    }

    /** Stops its clock (SIGSTOP): it keeps its sockets and answers nothing. Returns when it stands still. */
    public void suspend() {
        signal("STOP");
        while (ProcessStat.of(pid()).isPresent() && isAlive() && !isSuspended()) {
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
        }
    }

    /** Whether it stands still since {@link #suspend}. */
    public boolean isSuspended() {
        return ProcessStat.of(pid()).filter(ProcessStat::suspended).isPresent();
    }

    /** Lets a suspended process go on (SIGCONT). */
    public void resume() {
        if (isAlive()) {
            signal("CONT");
        }
    }

    private void signal(String name) {
        try {
            // The shell's own kill: the program of that name is not everywhere.
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new StackException("cannot signal " + service.name() + ": " + failed.getMessage(), failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        boolean interrupted = false;
        while (isAlive() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
            interrupted |= Thread.interrupted(); // or else the wait would turn into a busy one
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !isAlive();
    }

    private void forget() {
        service.pidFile().delete();
    }

    /** The last lines of its log, for a message. */
    public String logTail() {
        try (RandomAccessFile log = new RandomAccessFile(service.log().toFile(), "r")) {
            long from = Math.max(0, log.length() - 4000);
            byte[] tail = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(tail);
            return "The end of " + service.log() + ":\n" + new String(tail, StandardCharsets.UTF_8).strip();
        } catch (IOException none) {
            return "There is no log in " + service.log() + ".";
        }
    }

    @Override
    public void close() {
        stop();
    }
}
