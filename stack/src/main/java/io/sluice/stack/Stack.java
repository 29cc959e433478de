package io.sluice.stack;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of the Compose file as local processes, with the same names and the same ports. */
public final class Stack {
    private static final int REDIS = 6380;
    private static final int CLICKHOUSE_HTTP = 8123;
    private static final int CLICKHOUSE_TCP = 9000;
    private static final int FIRST_GATEWAY = 8000;
    private static final int GATEWAYS = 5;
    private static final int ANALYTICS = 8010;
    private static final Duration READY = Duration.ofSeconds(90);

    private final List<List<Service>> waves;

    /**
     * @param folder where data, logs and pid files are kept
     * @param launcher starts Sluice's own commands
     * @param webhooks the gateways' webhooks
     * @param connections names Redis and ClickHouse as they are started here
     */
    public Stack(Path folder, Launcher launcher, Path webhooks, Path connections) {
        Path home = folder.toAbsolutePath();
        Map<String, String> addresses = Map.of(
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                Integer.toString(REDIS),
                "CLICKHOUSE_HOST",
                "127.0.0.1",
                "CLICKHOUSE_HTTP_PORT",
                Integer.toString(CLICKHOUSE_HTTP));
        List<Service> sluice = new ArrayList<>();
        for (int i = 0; i < GATEWAYS; i++) {
            String name = "webhook-" + (i + 1);
            int port = FIRST_GATEWAY + i;
            sluice.add(new Service(
                    name,
                    launcher.with(
                            "serve",
                            "--host",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(port),
                            "--webhooks",
                            webhooks.toAbsolutePath().toString(),
                            "--connections",
                            connections.toAbsolutePath().toString(),
                            "--data",
                            home.resolve(name).resolve("data").toString(),
                            "--instance",
                            name),
                    addresses,
                    home.resolve(name),
                    port,
                    Probe.http("http://127.0.0.1:" + port + "/health/ready")));
        }
        sluice.add(new Service(
                "analytics",
                launcher.with(
                        "analytics",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(ANALYTICS),
                        "--connections",
                        connections.toAbsolutePath().toString()),
                addresses,
                home.resolve("analytics"),
                ANALYTICS,
                Probe.http("http://127.0.0.1:" + ANALYTICS + "/health")));
        waves = List.of(
                List.of(
                        RedisServer.service("redis", REDIS, home.resolve("redis")),
                        ClickHouseServer.service(
                                "clickhouse", CLICKHOUSE_HTTP, CLICKHOUSE_TCP, home.resolve("clickhouse"))),
                sluice);
    }

    /** Every service, in the order in which they are started. */
    public List<Service> services() {
        return waves.stream().flatMap(List::stream).toList();
    }

    /** The service of that name. */
    public Optional<Service> service(String name) {
        return services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst();
    }

    /** Starts what does not run yet and waits until each is ready. */
    public void up(PrintWriter out) {
        for (List<Service> wave : waves) {
            List<ManagedProcess> started = new ArrayList<>();
            for (Service service : wave) {
                if (ManagedProcess.find(service).isPresent()) {
                    out.printf("%-11s runs already on port %d%n", service.name(), service.port());
                } else if (FreePort.taken(service.port())) {
                    throw new StackException("port " + service.port() + ", which " + service.name()
                            + " needs, is taken by another program; stop that program (`ss -ltnp` names it)");
                } else {
                    started.add(ManagedProcess.detached(service));
                }
                out.flush();
            }
            for (ManagedProcess process : started) {
                process.awaitReady(READY);
                out.printf(
                        "%-11s ready on port %d, pid %d%n",
                        process.service().name(), process.service().port(), process.pid());
                out.flush();
            }
        }
    }

    /** Stops everything that runs, the last started first. Data stays. */
    public void down(PrintWriter out) {
        for (List<Service> wave : waves.reversed()) {
            List<ManagedProcess> running = wave.stream()
                    .map(ManagedProcess::find)
                    .flatMap(Optional::stream)
                    .toList();
            List<Thread> stopping = running.stream()
                    .map(process -> Thread.ofVirtual().start(process::stop))
                    .toList();
            for (int i = 0; i < running.size(); i++) {
                try {
                    stopping.get(i).join();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    return;
                }
                out.printf("%-11s stopped%n", running.get(i).service().name());
                out.flush();
            }
        }
    }

    /** Removes data, logs and pid files. Nothing may run. */
    public void removeData() {
        services().forEach(service -> TemporaryFolder.delete(service.folder()));
    }
}
