package io.sluice.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.analytics.Analytics;
import io.sluice.analytics.AnalyticsOptions;
import io.sluice.core.config.Configuration;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.delivery.DeliveryOptions;
import io.sluice.core.delivery.DeliveryReader;
import io.sluice.core.disk.Disk;
import io.sluice.core.eventlog.EventLogOptions;
import io.sluice.core.eventlog.EventLogReader;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.masking.LogRows;
import io.sluice.core.plugin.Health;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.GatewayServices;
import io.sluice.gateway.control.QuarantineServer;
import io.sluice.gateway.metrics.JournalMeters;
import io.sluice.gateway.metrics.ProcessMeters;
import io.sluice.gateway.metrics.ReaderMeters;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.redis.SharedRedis;
import io.sluice.stores.EventStores;
import io.sluice.stores.query.QueryServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** One gateway with everything behind it, opened in the order in which things depend on each other and stopped in the reverse. */
final class Serving {
    private static final System.Logger LOG = System.getLogger(Serving.class.getName());
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration FLUSH = Duration.ofSeconds(5);

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Plan plan;
    private final Disk disk;
    private final InstantSource clock;
    private final EventStores stores;
    private Gateway gateway;
    private Optional<Analytics> analytics = Optional.empty();

    /**
     * What is to be opened.
     *
     * @param journalMaxBytes bound of the journal
     * @param replayWindow how long the journal keeps what every reader is done with
     * @param quarantineMaxBytes bound of the refused requests that are kept apart
     * @param retentionDays of the event log; 0 keeps everything
     * @param analyticsPort of the analytics hosted with an embedded store; 0 for none
     */
    record Plan(
            GatewayOptions options,
            Configuration configuration,
            SharedRedis redis,
            DataOption data,
            long journalMaxBytes,
            Duration replayWindow,
            long quarantineMaxBytes,
            int retentionDays,
            int analyticsPort) {}

    private Serving(Plan plan, Disk disk, InstantSource clock) {
        this.plan = plan;
        this.disk = disk;
        this.clock = clock;
        this.stores = EventStores.open(
                plan.configuration().connections().clickHouse(), plan.data().folder(), plan.retentionDays(), clock);
    }

    /**
     * Opens everything; returns when requests are taken.
     *
     * @throws CommandFailure when the journal is damaged or in use
     * @throws IOException when the address cannot be listened on or the data folder cannot be used
     */
    static Serving open(Plan plan, Disk disk, InstantSource clock)
            throws IOException, InterruptedException, CommandFailure {
        Serving serving = new Serving(plan, disk, clock);
        try {
            serving.start();
            return serving;
        } catch (IOException | InterruptedException | CommandFailure | RuntimeException failed) {
            serving.stop();
            throw failed;
        }
    }

    private void start() throws IOException, InterruptedException, CommandFailure {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        disk.createDirectories(plan.data().cursors());
        ProcessMeters.watch(meters, Main.VERSION, plan.data().folder());
        JournalMeters journalMeters = new JournalMeters(meters);
        JournalOptions options = JournalOptions.defaults(plan.options().instance())
                .withMaxBytes(plan.journalMaxBytes())
                .withReplayWindow(plan.replayWindow());
        Journal journal = journal(
                plan.data().journal(), options.withObserver(journalMeters).withSpareSegment(true));
        journalMeters.watch(journal);
        DeadLetters deadLetters = new DeadLetters(journal(plan.data().deadLetters(), options));
        stops.push(stores::close);
        EventLogReader eventLog = EventLogReader.start(
                journal,
                deadLetters,
                state("event-log"),
                stores.events(),
                new LogRows(plan.configuration().webhooks().values())::write,
                EventLogOptions.DEFAULT,
                clock);
        stops.push(() -> eventLog.close(FLUSH));
        DeliveryReader delivery = DeliveryReader.open(
                journal,
                deadLetters,
                state("delivery"),
                plan.configuration().webhooks().values(),
                DeliveryOptions.DEFAULT,
                clock,
                new SecureRandom());
        stops.push(() -> delivery.close(FLUSH));
        ReaderMeters.watch(meters, eventLog, delivery);
        Map<String, Supplier<Health>> components = Map.of(
                "clickhouse", stores.embedded() ? Health.NotConfigured::new : stores.events()::check,
                "event_log", eventLog::check,
                "webhook_connect", delivery::check);
        gateway = gateway(journal, meters, components);
        stops.push(gateway::close);
        stops.push(this::drain);
        gateway.start();
        delivery.start();
        takeOrders();
        hostEmbedded();
    }

    private Gateway gateway(Journal journal, PrometheusMeterRegistry meters, Map<String, Supplier<Health>> components)
            throws IOException, CommandFailure {
        try {
            return Gateway.open(
                    plan.options(),
                    plan.configuration(),
                    journal,
                    new GatewayServices(
                            plan.redis(),
                            meters,
                            components,
                            state("stats"),
                            new QuarantineFiles(plan.data().quarantine(), disk),
                            plan.quarantineMaxBytes(),
                            clock));
        } catch (IllegalArgumentException wrongOption) {
            throw new CommandFailure(ExitCode.CONFIGURATION, wrongOption.getMessage());
        }
    }

    /** A file system without Unix-domain sockets must not keep a gateway from taking events. */
    private void takeOrders() {
        try {
            QuarantineServer quarantine = QuarantineServer.listen(plan.data().folder(), gateway.readmission());
            stops.push(quarantine::close);
        } catch (IOException | UnsupportedOperationException unusable) {
            LOG.log(
                    Level.WARNING,
                    "sluice quarantine retry and delete cannot reach this gateway: {0}",
                    unusable.getMessage());
        }
    }

    private Journal journal(Path folder, JournalOptions options) throws CommandFailure {
        try {
            Journal journal = Journal.open(folder, options, disk, clock);
            stops.push(journal::close);
            return journal;
        } catch (IOException unusable) {
            throw new CommandFailure(ExitCode.JOURNAL, "sluice: " + unusable.getMessage());
        }
    }

    private StateFile state(String name) {
        return new StateFile(plan.data().cursors().resolve(name), disk);
    }

    /** With the embedded store this process alone can read the rows, so it answers questions and analyses, too. */
    private void hostEmbedded() throws IOException {
        if (!stores.embedded()) {
            return;
        }
        QueryServer queries = QueryServer.listen(plan.data().folder(), stores.events());
        stops.push(queries::close);
        if (plan.analyticsPort() > 0) {
            Analytics hosted = Analytics.open(
                    AnalyticsOptions.listeningOn(plan.options().host(), plan.analyticsPort()), stores.rollups(), clock);
            stops.push(hosted::close);
            analytics = Optional.of(hosted);
        }
    }

    private void drain() {
        try {
            gateway.drain(DRAIN);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops taking requests, finishes those in flight, flushes the readers within their grace, saves positions. Idempotent. */
    synchronized void stop() {
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (RuntimeException left) {
                LOG.log(Level.WARNING, "stopping goes on after a failure: {0}", left.getMessage());
            }
        }
    }

    String instance() {
        return plan.options().instance();
    }

    /** The base of the URLs that senders call: in clear text when there is such a port. */
    String base(String host) {
        boolean secure = gateway.tlsPort().isPresent() && gateway.tlsPort().getAsInt() == gateway.port();
        return (secure ? "https://" : "http://") + host + ":" + gateway.port();
    }

    int port() {
        return gateway.port();
    }

    OptionalInt tlsPort() {
        return gateway.tlsPort();
    }

    Path journalFolder() {
        return plan.data().journal();
    }

    String eventLog() {
        return stores.events().toString();
    }

    OptionalInt analyticsPort() {
        return analytics.map(hosted -> OptionalInt.of(hosted.port())).orElseGet(OptionalInt::empty);
    }
}
