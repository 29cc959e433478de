package io.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The servers of the stack are the real ones, each on ports and in a folder of its own. */
class ServersIT {

    @Test
    void a_redis_answers_when_start_returns_and_is_gone_when_closed() {
        int port;
        try (RedisServer redis = RedisServer.start()) {
            port = redis.port();
            assertThat(Probe.redis(port).ready()).isTrue();
        }
        assertThat(FreePort.taken(port)).isFalse();
    }

    @Test
    void a_killed_redis_can_be_started_again_on_the_same_port() {
        try (RedisServer redis = RedisServer.start()) {
            redis.kill();
            assertThat(Probe.redis(redis.port()).ready()).isFalse();
            redis.restart();
            assertThat(Probe.redis(redis.port()).ready()).isTrue();
        }
    }

    @Test
    void a_suspended_redis_keeps_its_socket_and_answers_nothing_until_resumed() {
        try (RedisServer redis = RedisServer.start()) {
            redis.process().suspend();
            assertThat(FreePort.taken(redis.port())).isTrue();
            assertThat(Probe.redis(redis.port()).ready()).isFalse();
            redis.process().resume();
            redis.process().awaitReady(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_clickhouse_keeps_its_tables_when_it_is_killed_and_started_again() throws Exception {
        try (ClickHouseServer server = ClickHouseServer.start()) {
            query(server, "CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n");
            query(server, "INSERT INTO kept SELECT number FROM numbers(1000)");
            server.kill();
            server.restart();
            assertThat(query(server, "SELECT count() FROM kept")).isEqualTo("1000\n");
        }
    }

    @Test
    void a_clickhouse_keeps_freed_memory_for_a_minute_and_asks_for_large_pages() throws Exception {
        try (ClickHouseServer server = ClickHouseServer.start()) {
            assumeThat(query(server, "EXISTS TABLE system.jemalloc_stats"))
                    .as("an older ClickHouse that is installed here does not say")
                    .isEqualTo("1\n");
            assertThat(query(server, "SELECT * FROM system.jemalloc_stats FORMAT TSVRaw"))
                    .contains("opt.thp: \"always\"")
                    .contains("opt.dirty_decay_ms: 60000");
        }
    }

    @Test
    void two_clickhouses_stand_side_by_side() throws Exception {
        try (ClickHouseServer one = ClickHouseServer.start();
                ClickHouseServer other = ClickHouseServer.start()) {
            query(one, "CREATE TABLE mine (n UInt64) ENGINE = MergeTree ORDER BY n");
            assertThat(query(other, "EXISTS TABLE mine")).isEqualTo("0\n");
        }
    }

    @Test
    void a_server_does_not_outlive_the_process_that_started_it() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Orphanage.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            Path folder = Path.of(output.readLine());
            try (TemporaryFolder left = new TemporaryFolder(folder)) {
                parent.destroyForcibly();
                child.onExit().get(20, TimeUnit.SECONDS);
                assertThat(left.path().resolve("redis.log")).exists();
            } finally {
                child.destroyForcibly();
            }
        }
    }

    private static String query(ClickHouseServer server, String sql) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/"))
                            .POST(HttpRequest.BodyPublishers.ofString(sql))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }

    /** Starts a Redis, says which, and waits to be killed. */
    static final class Orphanage {
        private Orphanage() {}

        public static void main(String[] arguments) throws Exception {
            RedisServer redis = RedisServer.start();
            System.out.println(redis.process().pid());
            System.out.println(redis.process().service().folder());
            System.in.read();
        }
    }
}
