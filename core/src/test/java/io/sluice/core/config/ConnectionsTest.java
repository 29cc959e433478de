package io.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                      | 8123 | false",
                "'\"port\": 9000'                        | 8123 | false",
                "'\"port\": 9440'                        | 8443 | true",
                "'\"port\": 8123'                        | 8123 | false",
                "'\"port\": 8443'                        | 8443 | true",
                "'\"port\": 18123'                       | 18123 | false",
                "'\"port\": 9000, \"http_port\": 8124'   | 8124 | false",
                "'\"port\": 9440, \"http_port\": 8123'   | 8123 | false",
                "'\"http_port\": 8443'                   | 8443 | true",
                "'\"http_port\": 9000'                   | 9000 | false",
                "'\"tls\": true'                         | 8443 | true",
                "'\"port\": 9440, \"tls\": false'        | 8443 | false"
            })
    void the_native_port_stands_for_the_http_port_beside_it(String ports, int httpPort, boolean tls)
            throws IOException {
        String entry =
                "{\"c\": {\"type\": \"clickhouse\", \"host\": \"h\"" + (ports.isEmpty() ? "" : ", " + ports) + "}}";
        assertThat(loaded(entry, Map.of()).clickHouse())
                .contains(new ClickHouseConnection("h", httpPort, tls, "default", "default", ""));
    }

    @Test
    void the_event_log_is_clickhouse_analytics_before_the_first_of_the_type() throws IOException {
        String one = "\"%s\": {\"type\": \"clickhouse\", \"host\": \"%s\", \"database\": \"d\", \"user\": \"u\"}";
        String first = one.formatted("x", "first");
        assertThat(loaded("{" + first + "," + one.formatted("y", "second") + "}", Map.of())
                        .clickHouse())
                .map(ClickHouseConnection::host)
                .contains("first");
        assertThat(loaded("{" + first + "," + one.formatted("clickhouse_analytics", "named") + "}", Map.of())
                        .clickHouse())
                .map(ClickHouseConnection::host)
                .contains("named");
    }

    @Test
    void redis_is_the_first_entry_of_either_type_else_the_environment() throws IOException {
        Map<String, String> environment = Map.of("REDIS_HOST", "env", "REDIS_PORT", "6380");
        assertThat(loaded(
                                "{\"r\": {\"type\": \"redis-rq\", \"host\": \"{$REDIS_HOST}\", \"port\": \"{$REDIS_PORT}\"}}",
                                environment)
                        .redis())
                .contains(new RedisConnection("env", 6380, 0, "", "", false));
        assertThat(loaded("{}", environment).redis()).contains(new RedisConnection("env", 6380, 0, "", "", false));
        assertThat(loaded("{}", Map.of("REDIS_HOST", "env")).redis())
                .map(RedisConnection::port)
                .contains(6379);
        assertThat(loaded("{}", Map.of("REDIS_PORT", "6380")).redis()).isEmpty();
    }

    @Test
    void entries_of_other_types_are_taken_as_they_are() throws IOException {
        Connections connections = loaded("""
                {"rabbitmq": {"type": "rabbitmq", "host": "localhost", "port": 5672, "user": "guest", "pass": "guest"}}""", Map.of());
        assertThat(connections.byName().get("rabbitmq").type()).isEqualTo("rabbitmq");
        assertThat(connections.clickHouse()).isEmpty();
    }

    @Test
    void passwords_are_not_in_the_text_of_a_connection() {
        assertThat(new ClickHouseConnection("h", 8443, true, "d", "u", "s3cret").toString())
                .isEqualTo("clickhouse https://u@h:8443/d");
        assertThat(new RedisConnection("h", 6379, 2, "u", "s3cret", false).toString())
                .isEqualTo("redis://u@h:6379/2");
    }

    @Test
    void wrong_entries_are_refused_with_their_places() throws IOException {
        Path file = folder.resolve("c.json");
        Files.writeString(file, """
                {"a": {"host": "h"},
                 "b": {"type": "clickhouse", "port": 0, "databse": "d"},
                 "c": {"type": "redis", "host": "h", "db": "{$NO_DB}"}}""");
        LoadResult<Connections> result =
                loader(Map.of("REDIS_HOST", "h", "REDIS_PORT", "none")).connections(file);
        List<String> problems = ((LoadResult.Refused<Connections>) result)
                .problems().stream()
                        .map(Problem::toString)
                        .map(line -> line.replace(file.toString(), "c.json"))
                        .toList();
        assertThat(problems)
                .containsExactly(
                        "c.json:1:2  a  the key \"type\" is missing; add it",
                        "c.json:2:2  b  the key \"host\" is missing; add it",
                        "c.json:2:38  b.port  expected a whole number from 1 to 65535, found 0",
                        "c.json:2:41  b.databse  unknown key; did you mean \"database\"?",
                        "c.json:3:44  c.db  the environment variable NO_DB is not set; set it, or write {$NO_DB:default}");
    }

    @Test
    void a_wrong_port_in_the_environment_is_a_problem_when_it_counts() {
        LoadResult<Connections> result =
                loader(Map.of("REDIS_HOST", "h", "REDIS_PORT", "none")).connections(folder.resolve("absent.json"));
        assertThat(((LoadResult.Refused<Connections>) result).problems())
                .containsExactly(
                        Problem.ofFile("environment", "REDIS_PORT is no port number", "give a number from 1 to 65535"));
    }

    @Test
    void without_a_file_there_are_no_connections() {
        LoadResult<Connections> result = loader(Map.of()).connections(folder.resolve("absent.json"));
        assertThat(result)
                .isEqualTo(new LoadResult.Loaded<>(
                        new Connections(Map.of(), Optional.empty(), Optional.empty()), List.of()));
    }

    private static ConfigurationLoader loader(Map<String, String> environment) {
        return new ConfigurationLoader(List.of(), List.of(), environment);
    }

    private Connections loaded(String content, Map<String, String> environment) throws IOException {
        Path file = folder.resolve("connections.json");
        Files.writeString(file, content);
        LoadResult<Connections> result = loader(environment).connections(file);
        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        return ((LoadResult.Loaded<Connections>) result).value();
    }
}
