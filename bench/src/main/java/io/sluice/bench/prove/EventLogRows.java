package io.sluice.bench.prove;

import io.sluice.core.event.EventId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What ClickHouse holds, asked directly: not through Sluice, and past the proxy. */
final class EventLogRows implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    EventLogRows(URI server) {
        this.server = server;
    }

    /**
     * An event in the log.
     *
     * @param rows how many rows have its id
     */
    record Logged(String webhook, Digest body, String instance, long sequence, long rows) {}

    /** Every event. */
    Map<EventId, Logged> all() throws IOException, InterruptedException {
        Map<EventId, Logged> found = new HashMap<>();
        ask("SELECT id, webhook_id, lower(hex(SHA256(payload))), instance, sequence FROM webhook_logs FORMAT TSV")
                .forEach(line -> {
                    String[] cells = line.split("\t", -1);
                    found.merge(
                            EventId.parse(cells[0]),
                            new Logged(cells[1], Digest.parse(cells[2]), cells[3], Long.parseLong(cells[4]), 1),
                            (one, other) -> new Logged(
                                    one.webhook(), one.body(), one.instance(), one.sequence(), one.rows() + 1));
                });
        return found;
    }

    /** How many rows a webhook has. */
    long count(String webhook) throws IOException, InterruptedException {
        return ask("SELECT count() FROM webhook_logs WHERE webhook_id = '" + webhook + "'")
                .mapToLong(Long::parseLong)
                .sum();
    }

    private Stream<String> ask(String sql) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new IOException("ClickHouse answered " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
