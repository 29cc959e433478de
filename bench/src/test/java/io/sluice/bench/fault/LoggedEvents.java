package io.sluice.bench.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What ClickHouse holds, asked directly and not through Sluice. */
final class LoggedEvents implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    LoggedEvents(int httpPort) {
        this.server = URI.create("http://127.0.0.1:" + httpPort + "/");
    }

    /** How many rows each id has. */
    Map<String, Long> rowsById() throws IOException, InterruptedException {
        return ask("SELECT id, count() FROM webhook_logs GROUP BY id FORMAT TSV")
                .lines()
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(cells -> cells[0], cells -> Long.valueOf(cells[1])));
    }

    /** Waits until every id is there, or until a minute is over: then what is there tells what is missing. */
    Map<String, Long> awaitAll(List<String> ids) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Long> rows = rowsById();
            if (rows.keySet().containsAll(ids) || System.nanoTime() - deadline > 0) {
                return rows;
            }
        }
    }

    private String ask(String sql) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
