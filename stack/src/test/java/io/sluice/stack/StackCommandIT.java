package io.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code sluice stack} over the whole layout on free ports: the real Redis and ClickHouse, and stand-ins for Sluice's own
 * programs, which are built on this module. The last tests take down what the first ones use.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackCommandIT {
    private static final List<String> NAMES = List.of(
            "redis", "clickhouse", "webhook-1", "webhook-2", "webhook-3", "webhook-4", "webhook-5", "analytics");

    private Stack stack;
    private StackPorts ports;

    @BeforeAll
    void up(@TempDir Path folder) {
        Set<Integer> free = new TreeSet<>();
        while (free.size() < 9) {
            free.add(FreePort.find());
        }
        List<Integer> given = List.copyOf(free);
        ports = new StackPorts(given.get(0), given.get(1), given.get(2), given.subList(3, 8), given.get(8));
        Path file = folder.resolve("unused.json");
        stack = new Stack(folder, new StackLayout(folder, StandIn.launcher(), file, file, ports).waves());
        Answer up = sluice("up");
        assertThat(up.code()).as(up.text()).isZero();
        NAMES.forEach(name -> assertThat(up.text()).containsPattern(name + " +ready on port \\d+, pid \\d+"));
    }

    @AfterAll
    void down() {
        sluice("down", "--volumes");
    }

    @Test
    @Order(1)
    void status_shows_each_service_with_port_process_and_memory() {
        Answer status = sluice("status");
        assertThat(status.code()).isZero();
        List<String> lines = status.text().lines().toList();
        assertThat(lines.getFirst().split(" +")).containsExactly("NAME", "STATE", "PORT", "PID", "UPTIME", "MEMORY");
        assertThat(lines.stream().skip(1).map(line -> line.split(" ")[0])).isEqualTo(NAMES);
        for (Service service : stack.services()) {
            long pid = ManagedProcess.find(service).orElseThrow().pid();
            assertThat(status.text())
                    .containsPattern(service.name() + " +ready +" + service.port() + " +" + pid + " +\\d+ s +\\d+ MB");
        }
    }

    @Test
    @Order(1)
    void status_tells_a_suspended_service_from_a_stopped_one_and_fails() {
        ManagedProcess redis = ManagedProcess.find(stack.service("redis")).orElseThrow();
        redis.suspend();
        ManagedProcess.find(stack.service("webhook-5")).orElseThrow().kill();
        Answer status = sluice("status");
        redis.resume();
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.text()).containsPattern("redis +suspended").containsPattern("webhook-5 +stopped");
        assertThat(sluice("up").code()).isZero();
    }

    @Test
    @Order(1)
    void logs_of_one_service_stand_alone_and_those_of_all_are_labelled() {
        assertThat(sluice("logs", "webhook-2", "--lines", "1").text())
                .isEqualTo("serve on " + ports.gateways().get(1) + "\n");
        assertThat(sluice("logs").text())
                .contains("webhook-1   | serve on " + ports.gateways().get(0) + "\n")
                .contains("analytics   | analytics on " + ports.analytics() + "\n");
        assertThat(sluice("logs", "webhook-9").code()).isEqualTo(1);
    }

    @Test
    @Order(1)
    void logs_with_follow_go_on_until_interrupted() throws Exception {
        Screen screen = new Screen();
        FutureTask<Integer> following = new FutureTask<>(() -> command(screen).execute("logs", "webhook-3", "-f"));
        Thread thread = Thread.ofPlatform().start(following);
        screen.await("serve on " + ports.gateways().get(2));
        Files.writeString(stack.service("webhook-3").log(), "something new\n", StandardOpenOption.APPEND);
        screen.await("something new\n");
        thread.interrupt();
        assertThat(following.get(30, TimeUnit.SECONDS)).isZero();
    }

    @Test
    @Order(2)
    void down_keeps_what_clickhouse_stored_and_with_volumes_it_is_gone() throws Exception {
        query("CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n");
        query("INSERT INTO kept SELECT number FROM numbers(7)");
        assertThat(sluice("down").code()).isZero();
        assertThat(sluice("status").code()).isEqualTo(1);
        assertThat(stack.services().stream().flatMap(service -> service.ports().stream()))
                .noneMatch(FreePort::taken);

        assertThat(sluice("up").code()).isZero();
        assertThat(query("SELECT count() FROM kept")).isEqualTo("7\n");

        Answer down = sluice("down", "--volumes");
        assertThat(down.code()).isZero();
        assertThat(down.text()).endsWith("data and logs removed\n");
        assertThat(stack.services()).noneMatch(service -> Files.exists(service.folder()));
    }

    private record Answer(int code, String text) {}

    private Answer sluice(String... arguments) {
        Screen screen = new Screen();
        int code = command(screen).execute(arguments);
        return new Answer(code, screen.toString());
    }

    private CommandLine command(Screen screen) {
        return new CommandLine(new StackCommand(options -> stack))
                .setOut(screen.writer())
                .setErr(screen.writer());
    }

    private String query(String sql) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.clickHouseHttp() + "/"))
                            .POST(HttpRequest.BodyPublishers.ofString(sql))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }
    }
}
