package io.sluice.bench.prove;

import io.sluice.bench.check.StatsPage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Waits until everything that is under way has arrived: the event log, the receiver, and those who count. */
final class Settling implements AutoCloseable {
    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(250).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Site site;
    private final EventLogRows log;
    private final StatsPage stats = new StatsPage(Site.ORDERS, "");
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonFactory json = new JsonFactory();

    Settling(Site site, EventLogRows log) {
        this.site = site;
        this.log = log;
    }

    /**
     * What was seen in the end.
     *
     * @param rows of the webhook in the event log
     * @param counts totals by who shows them
     */
    record Settled(long rows, Map<String, Long> counts) {}

    /** Waits until everybody shows the same and the receiver has as much, or until nothing has changed for that long. */
    Settled await(long acknowledged, Duration patience, Consumer<String> progress) throws InterruptedException {
        String before = "";
        long changed = System.nanoTime();
        while (true) {
            Settled now = look();
            long received = received();
            String seen = "settling: %,d acknowledged, %,d in the event log, %,d deliveries, totals %s"
                    .formatted(acknowledged, now.rows(), received, now.counts());
            progress.accept(seen);
            if (now.rows() >= acknowledged
                    && received >= now.rows()
                    && now.counts().values().stream().allMatch(total -> total == now.rows())) {
                return now;
            }
            if (!seen.equals(before)) {
                before = seen;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > patience.toNanos()) {
                return now;
            }
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
        }
    }

    private Settled look() throws InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        for (GatewayUnderProof gateway : site.gateways()) {
            counts.put("/stats of " + gateway.name(), asked(() -> stats.total(gateway.at("/"))));
        }
        counts.put("analytics", asked(this::analytics));
        return new Settled(asked(() -> log.count(Site.ORDERS)), counts);
    }

    /** Asks for a number over the network. */
    private interface Question {
        long ask() throws IOException, InterruptedException;
    }

    private static long asked(Question question) throws InterruptedException {
        try {
            return question.ask();
        } catch (IOException notNow) {
            return -1;
        }
    }

    private long analytics() throws IOException, InterruptedException {
        URI address = site.analyticsAt("/api/webhooks");
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), answer.body())) {
            boolean ours = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "id".equals(parser.currentName())) {
                    ours = parser.getString().equals(Site.ORDERS);
                } else if (ours && token == JsonToken.VALUE_NUMBER_INT && "total".equals(parser.currentName())) {
                    return parser.getLongValue();
                }
            }
            return 0;
        }
    }

    private long received() {
        try (var lines = Files.lines(site.received())) {
            return lines.map(line -> line.split(" ", 2)[0]).distinct().count();
        } catch (IOException none) {
            return 0;
        }
    }

    @Override
    public void close() {
        stats.close();
        http.shutdownNow();
    }
}
