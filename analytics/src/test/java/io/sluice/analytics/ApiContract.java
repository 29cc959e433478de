package io.sluice.analytics;

import static io.sluice.analytics.RollupContract.NOON;
import static io.sluice.analytics.RollupContract.at;
import static io.sluice.analytics.RollupContract.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Health;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the analytics service answers over HTTP about a real store. */
abstract class ApiContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SERIES = "/api/webhooks/orders/series";

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock(NOON);
    private EventLog log;
    private FailingRollups store;
    private Analytics analytics;

    /** An empty event log. */
    abstract EventLog open();

    @BeforeEach
    void begin() throws IOException {
        log = open();
        store = new FailingRollups(log.rollups());
        analytics = Analytics.open(new AnalyticsOptions("127.0.0.1", 0, Duration.ofMillis(10), 200_000), store, clock);
    }

    @AfterEach
    void end() {
        analytics.close();
        client.close();
        log.close();
    }

    private HttpResponse<String> send(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + analytics.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(method + " " + path, failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    /** Asks until the answer is as wanted. */
    private HttpResponse<String> await(String path, Predicate<HttpResponse<String>> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> last = get(path);
        while (!wanted.test(last)) {
            assertThat(System.nanoTime())
                    .as("%s still answers %s", path, last.body())
                    .isLessThan(end);
            LockSupport.parkNanos(5_000_000L);
            last = get(path);
        }
        return last;
    }

    /** Waits for a pass that has counted so many events. */
    private void awaitTotal(long total) {
        await("/api/summary", answer -> answer.body().contains("\"total\":" + total + ","));
    }

    @Test
    void webhooks_are_listed_by_name_with_their_counts() throws StoreException {
        log.append("a", 1, List.of(at("users", 0), at("orders", 0), at("orders", -600), at("orders", -7_200)));
        awaitTotal(4);

        HttpResponse<String> answer = get("/api/webhooks");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("""
                {"as_of":"2026-11-20T12:00:00Z","stale":false,"complete":true,"webhooks":[\
                {"id":"orders","total":3,"minute":1,"5_minutes":1,"15_minutes":2,"30_minutes":2,"hour":2,"day":3,"week":3,"month":3},\
                {"id":"users","total":1,"minute":1,"5_minutes":1,"15_minutes":1,"30_minutes":1,"hour":1,"day":1,"week":1,"month":1}]}""");
    }

    @Test
    void the_summary_adds_the_webhooks_up() throws StoreException {
        log.append("a", 1, many(29, "orders", 0));
        log.append("b", 1, List.of(at("users", -1), at("users", -600)));
        awaitTotal(31);

        HttpResponse<String> answer = get("/api/summary");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                {"as_of":"2026-11-20T12:00:00Z","stale":false,"complete":true,"webhooks":2,"events_per_second":0.5,\
                "total":31,"minute":30,"5_minutes":30,"15_minutes":31,"30_minutes":31,"hour":31,"day":31,"week":31,"month":31}""");
    }

    @Test
    void statistics_follow_what_the_api_shows() throws StoreException {
        log.append("a", 1, many(5, "orders", 0));
        awaitTotal(5);
        clock.move(Duration.ofMinutes(1));
        await("/api/webhooks", answer -> answer.body().contains("\"minute\":0,"));

        assertThat(log.number("""
                SELECT count(*) FROM webhook_stats WHERE webhook_id = 'orders' AND total = 5 AND minute = 5
                AND "timestamp" = '2026-11-20 12:00:00'""")).isEqualTo(1);
        assertThat(log.number("""
                SELECT count(*) FROM webhook_stats WHERE webhook_id = 'orders' AND total = 5 AND minute = 0 AND minute_5 = 5
                AND "timestamp" = '2026-11-20 12:01:00'""")).isEqualTo(1);
    }

    @Test
    void a_series_has_a_point_for_every_step_also_where_nothing_came() throws StoreException {
        log.append("a", 1, List.of(at("orders", -600), at("orders", -599), at("orders", -1), at("users", -300)));
        awaitTotal(4);

        HttpResponse<String> answer = get(SERIES + "?from=2026-11-20T11:50:00Z&to=2026-11-20T12:05:00Z&step=5m");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                {"webhook":"orders","from":"2026-11-20T11:50:00Z","to":"2026-11-20T12:05:00Z","step":300,"points":[\
                {"time":"2026-11-20T11:50:00Z","events":2,"bytes":200},\
                {"time":"2026-11-20T11:55:00Z","events":1,"bytes":100},\
                {"time":"2026-11-20T12:00:00Z","events":0,"bytes":0}]}""");
    }

    @Test
    void times_and_steps_may_be_numbers_of_seconds() throws StoreException {
        log.append("a", 1, List.of(at("orders", -60)));
        awaitTotal(1);
        long noon = NOON.getEpochSecond();

        assertThat(get(SERIES + "?from=" + (noon - 120) + "&to=" + noon + "&step=60")
                        .body())
                .isEqualTo(get(SERIES + "?from=2026-11-20T11:58:00Z&to=2026-11-20T12:00:00Z&step=1m")
                        .body())
                .contains("{\"time\":\"2026-11-20T11:59:00Z\",\"events\":1,\"bytes\":100}");
    }

    @Test
    void a_series_without_parameters_is_the_last_hour_by_the_minute() throws StoreException {
        log.append("a", 1, List.of(at("orders", -60)));
        awaitTotal(1);

        assertThat(get(SERIES).body())
                .startsWith(
                        "{\"webhook\":\"orders\",\"from\":\"2026-11-20T11:00:00Z\",\"to\":\"2026-11-20T12:00:00Z\",\"step\":60,")
                .satisfies(body -> assertThat(body.split("\"time\"", -1)).hasSize(61));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            space/orders | /api/webhooks/space/orders/series
            space/orders | /api/webhooks/space%2Forders/series
            Grüße        | /api/webhooks/Gr%C3%BC%C3%9Fe/series
            a+b          | /api/webhooks/a+b/series
            a+b          | /api/webhooks/a%2Bb/series
            series       | /api/webhooks/series/series""")
    void a_webhook_is_found_by_its_id_however_the_path_writes_it(String id, String path) throws StoreException {
        log.append("a", 1, List.of(at(id, -60)));
        awaitTotal(1);

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"webhook\":\"" + id + "\"").contains("\"events\":1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from=yesterday                           | from | 2026-01-31T12:00:00Z
            to=2026-13-01T00:00:00Z                  | to   | 2026-01-31T12:00:00Z
            from=                                    | from | 2026-01-31T12:00:00Z
            from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z | from | before to
            to=-1000000000-01-01T00:00:00Z           | to   | 1970
            from=-1000000000-01-01T00:00:00Z&step=1d | from | 1970
            to=%2B1000000000-12-31T23:59:59Z&step=1d | to   | 1970
            step=soon                                | step | 5m
            step=0                                   | step | whole number of minutes
            step=90                                  | step | whole number of minutes
            step=-5m                                 | step | 5m
            step=999999999m                          | step | 5m
            from=0&to=1800000000&step=1m             | step | longer step
            form=2026-11-20T11:00:00Z                | form | from, to and step
            step                                     | step | step=5m
            step=5m&step=1m                          | step | once""")
    void a_bad_parameter_is_named_with_what_to_write_instead(String query, String place, String cure)
            throws StoreException {
        log.append("a", 1, many(1, "orders", 0));
        awaitTotal(1);

        HttpResponse<String> answer = get(SERIES + "?" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .startsWith("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"")
                .containsPattern("\"detail\":\"[^}]*\\b" + place + "\\b")
                .contains(cure);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/webhooks/nobody/series",
        "/api/webhooks//series",
        "/api/webhooks/series",
        "/api/webhooks/orders",
        "/api",
        "/favicon.ico"
    })
    void what_is_not_there_is_a_404_that_says_what_is(String path) throws StoreException {
        log.append("a", 1, many(1, "orders", 0));
        awaitTotal(1);

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("/api/webhooks");
    }

    @ParameterizedTest
    @CsvSource({"POST", "PUT", "DELETE"})
    void only_reading_is_allowed(String method) {
        HttpResponse<String> answer = send(method, "/api/summary");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(answer.body()).contains("\"status\":405");
    }

    @Test
    void while_the_store_is_away_the_last_counts_are_shown_as_stale() throws StoreException {
        log.append("a", 1, many(3, "orders", 0));
        awaitTotal(3);
        assertThat(get("/health").statusCode()).isEqualTo(200);

        store.goAway();
        HttpResponse<String> stale =
                await("/api/webhooks", answer -> answer.body().contains("\"stale\":true"));

        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.body()).contains("{\"id\":\"orders\",\"total\":3,");
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(analytics.check()).isInstanceOf(Health.Unhealthy.class);
        assertThat(get(SERIES).statusCode()).isEqualTo(503);

        store.recover();
        log.append("a", 4, many(2, "orders", 0));
        awaitTotal(5);
        assertThat(get("/api/webhooks").body()).contains("\"stale\":false");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get(SERIES).statusCode()).isEqualTo(200);
    }
}
