package io.sluice.gateway;

import io.sluice.core.config.Configuration;
import io.sluice.core.config.QuarantineBounds;
import io.sluice.core.journal.Journal;
import io.sluice.core.plugin.Health;
import io.sluice.core.stats.Stats;
import io.sluice.core.stats.StatsPeers;
import io.sluice.gateway.accept.AcceptHandler;
import io.sluice.gateway.accept.BodyMemory;
import io.sluice.gateway.accept.FailedAttempts;
import io.sluice.gateway.accept.Readmission;
import io.sluice.gateway.accept.WebhookTable;
import io.sluice.gateway.health.HealthReport;
import io.sluice.gateway.health.Readiness;
import io.sluice.gateway.http.Answers;
import io.sluice.gateway.metrics.GatewayMeters;
import io.sluice.gateway.metrics.QuarantineMeters;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.gateway.quarantine.Quarantine;
import io.sluice.gateway.quarantine.QuarantineFolder;
import io.sluice.gateway.redis.RedisLink;
import io.sluice.gateway.redis.SocketRedisLink;
import io.sluice.gateway.stats.RedisStatsPeers;
import io.sluice.gateway.tls.TlsPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The HTTP front: one event loop a core, nothing shared between them but the journal, the guards and the counters.
 *
 * <pre>{@code
 * SharedRedis redis = new SharedRedis();
 * // … load the configuration with Guards.all(Surroundings.of(redis, …)), open the journal …
 * try (Gateway gateway = Gateway.open(options, configuration, journal, services)) {
 *     gateway.start();
 *     // … until told to stop
 *     gateway.drain(Duration.ofSeconds(20));
 * }
 * }</pre>
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Gateway.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    /** Bodies that may wait to be looked at beside the event loops; what is beyond gets 503. */
    private static final int MOST_BODY_CHECKS = 1_000;
    /** A start without Redis takes no longer. */
    private static final Duration REDIS_LIMIT = Duration.ofSeconds(1);

    private final GatewayOptions options;
    private final Vertx vertx;
    private final Stats stats;
    private final Readiness readiness;
    private final ExecutorService threads;
    private final ExecutorService bodyChecks;
    private final Front front;
    private final Quarantine quarantine;
    private final Readmission readmission;
    private final GatewayServices services;
    private final Optional<TlsPort> tls;

    private Gateway(
            GatewayOptions options,
            Vertx vertx,
            Stats stats,
            Readiness readiness,
            ExecutorService threads,
            ExecutorService bodyChecks,
            Front front,
            Quarantine quarantine,
            Readmission readmission,
            GatewayServices services,
            Optional<TlsPort> tls) {
        this.options = options;
        this.vertx = vertx;
        this.stats = stats;
        this.readiness = readiness;
        this.threads = threads;
        this.bodyChecks = bodyChecks;
        this.front = front;
        this.quarantine = quarantine;
        this.readmission = readmission;
        this.services = services;
        this.tls = tls;
    }

    /**
     * Builds the guards, reads the saved counts and opens the link to Redis when there is one. Does not listen yet. The journal stays
     * the caller's: it is to be closed after the gateway.
     *
     * @throws IOException when the journal or the saved counts cannot be read
     * @throws IllegalArgumentException when an option is wrong, with what to write instead
     */
    public static Gateway open(
            GatewayOptions options, Configuration configuration, Journal journal, GatewayServices services)
            throws IOException {
        Optional<TlsPort> tls = options.tls().map(port -> TlsPort.open(port, services.clock()));
        Vertx vertx = EventLoops.start(options);
        tls.ifPresent(port -> vertx.setPeriodic(
                port.renewal().toMillis(), _ -> Thread.ofVirtual().start(port::renew)));
        configuration
                .connections()
                .redis()
                .ifPresent(connection ->
                        services.redis().use(SocketRedisLink.open(vertx, connection, options.instance())));
        StatsPeers peers =
                services.redis().get().<StatsPeers>map(RedisStatsPeers::new).orElse(StatsPeers.NONE);
        Stats stats = Stats.open(journal, services.counts(), peers, services.clock());
        GatewayMeters meters = new GatewayMeters(services.meters());
        services.redis().get().ifPresent(meters::watch);
        WebhookTable table =
                new WebhookTable(configuration.webhooks().values(), options.trustedProxies(), meters, System::nanoTime);
        Answers answers = new Answers(options.security());
        meters.watchStats(stats);
        services.redis().get().ifPresent(meters::watchRedis);
        BodyMemory bodies = new BodyMemory(options.limits().bodiesBytes());
        meters.watchBodies(bodies::used, bodies.limit());
        Readiness readiness = new Readiness(journal);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService bodyChecks = bodyChecks(EventLoops.count(options));
        HealthReport health = new HealthReport(components(services), readiness, services.clock(), threads);
        QuarantineMeters quarantineMeters = new QuarantineMeters(services.meters());
        QuarantineFolder folder = quarantine(configuration, services, quarantineMeters);
        Readmission readmission = new Readmission(folder, table, options.limits(), journal, stats, quarantineMeters);
        settle(readmission);
        Quarantine quarantine = Quarantine.start(folder, quarantineMeters, services.clock());
        AcceptHandler.Parts parts = new AcceptHandler.Parts(
                journal,
                stats,
                answers,
                options.limits(),
                meters.acceptSeconds(),
                services.clock(),
                bodies,
                bodyChecks,
                new FailedAttempts(options.failedPerMinute(), System::nanoTime),
                quarantine);
        Front front = new Front(options, table, meters, answers, parts, health, readiness, stats, threads, tls);
        return new Gateway(
                options, vertx, stats, readiness, threads, bodyChecks, front, quarantine, readmission, services, tls);
    }

    private static QuarantineFolder quarantine(
            Configuration configuration, GatewayServices services, QuarantineMeters meters) throws IOException {
        Map<String, QuarantineBounds> bounds = new HashMap<>();
        configuration
                .webhooks()
                .forEach((id, webhook) -> webhook.admission().quarantine().ifPresent(bound -> bounds.put(id, bound)));
        QuarantineFolder folder = QuarantineFolder.open(
                services.quarantine(),
                webhook -> bounds.getOrDefault(webhook, QuarantineBounds.DEFAULT),
                services.quarantineBytes(),
                meters);
        meters.watch(folder);
        return folder;
    }

    /** A retry that a crash interrupted must not keep a gateway from starting: the next retry tries to find out again. */
    private static void settle(Readmission readmission) {
        try {
            readmission.settle();
        } catch (IOException unknown) {
            LOG.log(
                    Level.WARNING,
                    "What became of an interrupted retry from the quarantine is not known yet: {0}",
                    unknown.getMessage());
        }
    }

    /** Lets requests in that were refused and kept. */
    public Readmission readmission() {
        return readmission;
    }

    private static ExecutorService bodyChecks(int threads) {
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_BODY_CHECKS),
                Thread.ofPlatform().daemon().name("body-check-", 0).factory());
    }

    private static Map<String, Supplier<Health>> components(GatewayServices services) {
        Map<String, Supplier<Health>> components = new LinkedHashMap<>();
        components.put("config_manager", Health.Healthy::new);
        Supplier<Health> redis = services.redis()
                .get()
                .<Supplier<Health>>map(link -> link::check)
                .orElse(Health.NotConfigured::new);
        components.put("redis_stats", redis);
        components.putAll(services.components());
        return components;
    }

    /**
     * Listens, and takes events from now on. Returns when it does. Before, it gives Redis a moment to be reached, so that the first
     * requests are counted there.
     *
     * @throws IOException when the address cannot be listened on
     */
    public void start() throws IOException, InterruptedException {
        services.redis()
                .get()
                .ifPresent(redis -> redis.tried()
                        .completeOnTimeout(null, REDIS_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .join());
        await(front.listen(vertx), START_LIMIT, "cannot listen on " + options.host() + " port " + options.port());
        readiness.open(true);
    }

    /** The port that is listened on in clear text; with {@code TLS_ONLY} that with TLS. */
    public int port() {
        return front.port().orElseGet(() -> front.tlsPort().orElseThrow());
    }

    /** The port that is listened on with TLS; empty when there is none. */
    public OptionalInt tlsPort() {
        return front.tlsPort();
    }

    /**
     * Takes no new connection, lets every request in flight finish, closes what is idle. Returns when all is done or the time is
     * over.
     *
     * @return whether everything in flight was finished
     */
    public boolean drain(Duration limit) throws InterruptedException {
        readiness.open(false);
        try {
            await(front.shutdown(limit), limit.plusSeconds(1), "requests are left unfinished");
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Stopping with {0}", e.getMessage());
            return false;
        }
    }

    /** Stops at once and saves the counts; {@link #drain} first to let requests finish. */
    @Override
    public void close() {
        readiness.open(false);
        try {
            await(front.shutdown(Duration.ZERO), Duration.ofSeconds(5), "connections are left open");
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Stopping with {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        quarantine.close();
        stats.close();
        services.redis().get().ifPresent(RedisLink::close);
        threads.shutdownNow();
        bodyChecks.shutdown();
        tls.ifPresent(TlsPort::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void await(Future<?> future, Duration limit, String otherwise)
            throws IOException, InterruptedException {
        try {
            future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(otherwise + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(otherwise, e);
        }
    }
}
