package io.sluice.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A {@link Service} that runs: can be asked, suspended, stopped and killed, also by a process that did not start it. */
public final class ManagedProcess implements AutoCloseable {
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

    private final Service service;
    private final ProcessHandle handle;
    private final boolean attached;

    private ManagedProcess(Service service, ProcessHandle handle, boolean attached) {
        this.service = service;
        this.handle = handle;
        this.attached = attached;
    }

    /** Starts it so that it ends with this process, whatever ends this one. */
    public static ManagedProcess attached(Service service) {
        ManagedProcess process = new ManagedProcess(service, launch(service, List.of()), true);
        Reaper.instance().watch(process.handle.pid());
        return process;
    }

    /** Starts it in a session of its own, so that it outlives this process; {@link #find} finds it again by its pid file. */
    public static ManagedProcess detached(Service service) {
        ManagedProcess process = new ManagedProcess(service, launch(service, List.of("setsid")), false);
        try {
            Files.writeString(service.pidFile(), Long.toString(process.handle.pid()));
        } catch (IOException unwritable) {
            process.kill();
            throw new StackException("cannot write " + service.pidFile() + ": " + unwritable.getMessage(), unwritable);
        }
        return process;
    }

    /** The process that the service's pid file names, when it lives and began before the file was written. */
    public static Optional<ManagedProcess> find(Service service) {
        try {
            if (!Files.exists(service.pidFile())) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readString(service.pidFile()).strip());
            long written = Files.getLastModifiedTime(service.pidFile()).toMillis();
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    // A pid that was given to another program after a restart of the machine is not ours.
                    .filter(found -> found.info()
                            .startInstant()
                            .map(start -> start.toEpochMilli() <= written + 2000)
                            .orElse(true))
                    .map(found -> new ManagedProcess(service, found, false));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static ProcessHandle launch(Service service, List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.addAll(service.command());
        try {
            Files.createDirectories(service.folder());
            ProcessBuilder builder = new ProcessBuilder(command)
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
        while (!service.probe().ready()) {
            if (!handle.isAlive()) {
                throw new StackException(service.name() + " ended before it was ready.\n" + logTail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StackException(
                        service.name() + " was not ready within " + longest.toSeconds() + " s.\n" + logTail());
            }
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
        }
        return this;
    }

    public Service service() {
        return service;
    }

    public long pid() {
        return handle.pid();
    }

    public boolean isAlive() {
        return handle.isAlive();
    }

    /** When it was started, where the system says so. */
    public Optional<java.time.Instant> startedAt() {
        return handle.info().startInstant();
    }

    /** Resident memory in bytes, 0 where the system does not say. */
    public long residentBytes() {
        try {
            String statm = Files.readString(Path.of("/proc/" + pid() + "/statm"));
            return Long.parseLong(statm.split(" ")[1]) * 4096;
        } catch (IOException | RuntimeException unknown) {
            return 0;
        }
    }

    /** Asks it to end (SIGTERM) and waits; kills it when it takes longer than 20 s. */
    public void stop() {
        resume();
        handle.destroy();
        if (!ended(STOP_GRACE)) {
            handle.destroyForcibly();
            ended(STOP_GRACE);
        }
        forget();
    }

    /** Ends it at once, as a power cut would (SIGKILL), and waits until it is gone. */
    public void kill() {
        handle.destroyForcibly();
        ended(STOP_GRACE);
        forget();
    }

    /** Stops its clock (SIGSTOP): it keeps its sockets and answers nothing. */
    public void suspend() {
        signal("STOP");
    }

    /** Lets a suspended process go on (SIGCONT). */
    public void resume() {
        if (handle.isAlive()) {
            signal("CONT");
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new StackException("cannot signal " + service.name(), failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(Duration grace) {
        try {
            handle.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return !handle.isAlive();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        }
    }

    private void forget() {
        try {
            if (attached) {
                Reaper.instance().forget(pid());
            } else {
                Files.deleteIfExists(service.pidFile());
            }
        } catch (IOException left) {
            throw new StackException("cannot remove " + service.pidFile(), left);
        }
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
