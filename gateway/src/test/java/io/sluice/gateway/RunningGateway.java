package io.sluice.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.core.config.Admission;
import io.sluice.core.config.Configuration;
import io.sluice.core.config.ConfigurationLoader;
import io.sluice.core.config.Connections;
import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.LoadResult;
import io.sluice.core.config.RedisConnection;
import io.sluice.core.config.RetryPolicy;
import io.sluice.core.config.Webhook;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.ConfiguredGuard;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Health;
import io.sluice.core.settings.DestinationSettings;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.redis.SharedRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A gateway on a free port with a real journal in a folder of its own. */
public final class RunningGateway implements AutoCloseable {
    /** What a test may set before it starts one. */
    public static final class Setup {
        /** Holds the journal's segments: a test reads them all at its end, which may be long after the counts have passed them. */
        private static final Set<String> NEVER_COMING = Set.of("test");

        private final Path folder;
        private final Map<String, Map<String, Object>> webhooks = new LinkedHashMap<>();
        private final Map<String, String> environment = new HashMap<>();
        private final Map<String, Supplier<Health>> components = new LinkedHashMap<>();
        private final List<ConfiguredGuard> furtherGuards = new ArrayList<>();
        private String file = "";
        private Optional<RedisConnection> redis = Optional.empty();
        private JournalOptions journal = JournalOptions.defaults("test").withReaders(NEVER_COMING);

        private Setup(Path folder) {
            this.folder = folder;
            environment.put("HOST", "127.0.0.1");
            environment.put("PORT", "0");
        }

        /** Adds a webhook with the settings that its guards read. */
        public Setup webhook(String id, Map<String, Object> settings) {
            webhooks.put(id, settings);
            return this;
        }

        /** Takes the webhooks of a file of which this is the text. Their module is {@code log}, which here leads nowhere. */
        public Setup file(String webhooksJson) {
            file = webhooksJson;
            return this;
        }

        public Setup environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        public Setup component(String name, Supplier<Health> check) {
            components.put(name, check);
            return this;
        }

        /** A guard beside the configured ones, asked last before the body is looked at. */
        public Setup guard(GuardPlan guard) {
            return guard(GuardFactory.Phase.LIMIT, guard);
        }

        /** A guard beside the configured ones, asked last in its phase. */
        public Setup guard(GuardFactory.Phase phase, GuardPlan guard) {
            furtherGuards.add(new ConfiguredGuard("test", phase, guard));
            return this;
        }

        public Setup redis(int port) {
            redis = Optional.of(new RedisConnection("127.0.0.1", port, 0, "", "", false));
            return this;
        }

        public Setup journal(JournalOptions options) {
            journal = options;
            return this;
        }

        /** Opens, but does not listen yet. */
        public RunningGateway open() throws Exception {
            return new RunningGateway(this);
        }

        public RunningGateway start() throws Exception {
            RunningGateway opened = open();
            opened.gateway.start();
            return opened;
        }
    }

    /** What goes nowhere: no test here runs the delivery reader. */
    private record Nowhere() implements DestinationPlan {
        @Override
        public String describe() {
            return "nowhere";
        }

        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public int maxBatch() {
            return 1;
        }

        @Override
        public Destination build() {
            throw new IllegalStateException("nothing is delivered here");
        }
    }

    public final Journal journal;
    public final Gateway gateway;
    private boolean journalClosed;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private RunningGateway(Setup setup) throws Exception {
        this.journal =
                Journal.open(setup.folder.resolve("journal"), setup.journal, new FileDisk(), InstantSource.system());
        SharedRedis redis = new SharedRedis();
        List<GuardFactory> factories =
                Guards.all(Surroundings.of(redis, System::nanoTime, InstantSource.system(), setup.environment));
        Map<String, Webhook> webhooks = new LinkedHashMap<>();
        setup.webhooks.forEach((id, settings) ->
                webhooks.put(id, webhook(id, MapSection.of(settings), factories, setup.furtherGuards)));
        if (!setup.file.isEmpty()) {
            webhooks.putAll(fromFile(setup, factories));
        }
        Connections connections = new Connections(Map.of(), Optional.empty(), setup.redis);
        this.gateway = Gateway.open(
                GatewayOptions.fromEnvironment(setup.environment),
                new Configuration(webhooks, connections),
                journal,
                new GatewayServices(
                        redis,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        setup.components,
                        new StateFile(setup.folder.resolve("stats"), new FileDisk()),
                        new QuarantineFiles(setup.folder.resolve("quarantine"), new FileDisk()),
                        64L << 20,
                        InstantSource.system()));
    }

    private static Webhook webhook(
            String id, MapSection section, List<GuardFactory> factories, List<ConfiguredGuard> further) {
        List<ConfiguredGuard> guards = new ArrayList<>();
        factories.stream()
                .filter(factory -> section.has(factory.key()))
                .forEach(factory ->
                        guards.add(new ConfiguredGuard(factory.key(), factory.phase(), factory.read(id, section))));
        guards.addAll(further);
        guards.sort(Comparator.comparing(ConfiguredGuard::phase));
        Admission admission = new Admission(AddressRanges.read(section, "trusted_proxies"), guards);
        Webhook.DataType type = section.choice("data_type", Webhook.DataType.JSON);
        return new Webhook(id, type, "log", new Nowhere(), admission, RetryPolicy.NONE, CredentialCleanup.DEFAULT);
    }

    private static Map<String, Webhook> fromFile(Setup setup, List<GuardFactory> factories) throws IOException {
        return webhooks(setup.folder, setup.file, setup.environment, factories);
    }

    /** The webhooks of a file of which this is the text. Their module is {@code log}, which here leads nowhere. */
    public static Map<String, Webhook> webhooks(
            Path folder, String webhooksJson, Map<String, String> environment, List<GuardFactory> factories)
            throws IOException {
        Path file = Files.writeString(folder.resolve("webhooks.json"), webhooksJson);
        ConfigurationLoader loader = new ConfigurationLoader(factories, List.of(new NowhereFactory()), environment);
        return switch (loader.load(file, folder.resolve("absent.json"))) {
            case LoadResult.Loaded<Configuration> loaded -> loaded.value().webhooks();
            case LoadResult.Refused<Configuration> refused ->
                throw new AssertionError(refused.problems().toString());
        };
    }

    /** Stands for the module {@code log}. */
    private record NowhereFactory() implements DestinationFactory {
        @Override
        public String module() {
            return "log";
        }

        @Override
        public DestinationPlan read(DestinationSettings settings) {
            return new Nowhere();
        }
    }

    public static Setup in(Path folder) {
        return new Setup(folder);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    /** Posts a body; headers are names and values in turn. */
    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpClient client() {
        return client;
    }

    /** A bare connection, for what no HTTP client would send. */
    public RawConnection connect() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(20_000);
        return new RawConnection(socket);
    }

    /** All events in the journal. */
    public List<Event> events() throws Exception {
        List<Event> events = new ArrayList<>();
        try (JournalReader reader = journal.read(1)) {
            for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (next.get().type() == RecordType.EVENT) {
                    events.add(EventCodec.decode(next.get().payload()));
                }
            }
        }
        return events;
    }

    /** How many events of a webhook are in the journal, however large they are all together. */
    public int eventsOf(String webhookId) throws Exception {
        int count = 0;
        try (JournalReader reader = journal.read(1)) {
            for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                boolean event = next.get().type() == RecordType.EVENT;
                if (event && EventCodec.decode(next.get().payload()).webhookId().equals(webhookId)) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Closes the journal under the gateway: from now on it takes nothing. */
    public void closeJournal() {
        if (!journalClosed) {
            journalClosed = true;
            journal.close();
        }
    }

    @Override
    public void close() {
        gateway.close();
        closeJournal();
    }

    /** A connection that sends and reads raw bytes. */
    public record RawConnection(Socket socket) implements AutoCloseable {
        public void send(String text) throws Exception {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Everything until the server closes. */
        public String readToEnd() throws Exception {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }

        /** Reads until the text has been seen, and gives all that was read. */
        public String readUntil(String text) throws Exception {
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf(text) < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("closed before \"" + text + "\": " + seen);
                }
                seen.append((char) next);
            }
            return seen.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
