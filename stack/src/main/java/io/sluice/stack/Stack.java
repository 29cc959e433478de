package io.sluice.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Services that run beside each other as processes of their own, and outlive the command that started them. */
public final class Stack {
    private static final Duration READY = Duration.ofSeconds(90);

    private final Path folder;
    private final List<List<Service>> waves;

    /**
     * The services of the Compose file.
     *
     * @param folder where data, logs and pid files are kept
     * @param launcher starts Sluice's own commands
     * @param webhooks the gateways' webhooks
     * @param connections names Redis and ClickHouse as they are started here
     */
    public Stack(Path folder, Launcher launcher, Path webhooks, Path connections) {
        this(folder, new StackLayout(folder, launcher, webhooks, connections, StackPorts.standard()).waves());
    }

    /** Any services; each wave needs the ones before it. */
    Stack(Path folder, List<List<Service>> waves) {
        this.folder = folder.toAbsolutePath().normalize();
        this.waves = List.copyOf(waves);
    }

    /** Every service, in the order in which they are started. */
    public List<Service> services() {
        return waves.stream().flatMap(List::stream).toList();
    }

    /** The service of that name. @throws StackException naming those that there are */
    public Service service(String name) {
        return services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackException("there is no service " + name + "; there are "
                        + String.join(
                                ", ", services().stream().map(Service::name).toList())));
    }

    /**
     * Starts what does not run yet and waits until each is ready.
     *
     * @throws StackException when a port is taken or a service does not become ready; what runs by then goes on
     */
    public void up(PrintWriter out) {
        alone(() -> {
            requireFreePorts();
            waves.forEach(wave -> up(wave, out));
        });
    }

    private static void up(List<Service> wave, PrintWriter out) {
        List<ManagedProcess> running = new ArrayList<>();
        for (Service service : wave) {
            Optional<ManagedProcess> found = ManagedProcess.find(service);
            say(out, service, found.isPresent() ? "runs already" : "starting");
            running.add(found.orElseGet(() -> ManagedProcess.detached(service)));
        }
        for (ManagedProcess process : running) {
            process.awaitReady(READY);
            say(out, process.service(), "ready on port " + process.service().port() + ", pid " + process.pid());
        }
    }

    private void requireFreePorts() {
        List<String> taken = new ArrayList<>();
        for (Service service : services()) {
            if (ManagedProcess.find(service).isEmpty()) {
                service.ports().stream()
                        .filter(FreePort::taken)
                        .forEach(port -> taken.add("port " + port + ", which " + service.name()
                                + " needs, is taken by "
                                + PortHolder.of(port).orElse("a program that this user cannot see")));
            }
        }
        if (!taken.isEmpty()) {
            throw new StackException(String.join(";\n", taken)
                    + ".\nStop what holds "
                    + (taken.size() == 1 ? "it" : "them")
                    + " and try again; nothing was started.");
        }
    }

    /** Stops everything that runs, the last started first, with SIGTERM, and after 20 s with SIGKILL. Data stays. */
    public void down(PrintWriter out) {
        alone(() -> stop(out));
    }

    /** The same, and removes data, logs and pid files. */
    public void downWithVolumes(PrintWriter out) {
        alone(() -> {
            stop(out);
            services().forEach(service -> TemporaryFolder.delete(service.folder()));
        });
    }

    private void stop(PrintWriter out) {
        waves.reversed().forEach(wave -> down(wave, out));
    }

    private static void down(List<Service> wave, PrintWriter out) {
        List<ManagedProcess> running = wave.stream()
                .map(ManagedProcess::find)
                .flatMap(Optional::stream)
                .toList();
        // All are asked before any is waited for.
        running.forEach(ManagedProcess::askToStop);
        for (ManagedProcess process : running) {
            process.stop();
            say(out, process.service(), "stopped");
        }
    }

    private static void say(PrintWriter out, Service service, String what) {
        out.printf("%-11s %s%n", service.name(), what);
        out.flush();
    }

    /** Two commands at once would start everything twice. */
    private void alone(Runnable work) {
        try {
            Files.createDirectories(folder);
            try (FileChannel file = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.tryLock()) {
                if (lock == null) {
                    throw new StackException("another `sluice stack` is at work in " + folder + "; wait for it");
                }
                work.run();
            }
        } catch (IOException failed) {
            throw new StackException("cannot use the folder " + folder + ": " + failed.getMessage(), failed);
        }
    }
}
