package io.sluice.core.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOST", "example.com", "PORT", "8443", "ON", "True", "EMPTY", "", "PW", "hunter2", "TRICK", "{$PW}");

    private enum Colour {
        RED,
        GREEN
    }

    private final Problems problems = new Problems();

    @Test
    void values_are_read_with_their_types() {
        FileSection file = parse("""
                {"text": "a", "whole": 7, "real": 1.5, "flag": true, "list": ["x", "y"], "map": {"k": "v"},
                 "colour": "Green", "inner": {"a": "b"}}""");
        assertThat(file.string("text")).contains("a");
        assertThat(file.integer("whole", 0, 0, 10)).isEqualTo(7);
        assertThat(file.number("real", 0, 0, 10)).isEqualTo(1.5);
        assertThat(file.flag("flag", false)).isTrue();
        assertThat(file.strings("list")).containsExactly("x", "y");
        assertThat(file.stringMap("map")).containsExactly(Map.entry("k", "v"));
        assertThat(file.choice("colour", Colour.RED)).isEqualTo(Colour.GREEN);
        assertThat(file.section("inner").orElseThrow().string("a")).contains("b");
        file.reportUnknownKeys();
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void missing_keys_give_the_value_that_stands_in() {
        FileSection file = parse("{}");
        assertThat(file.string("a", "b")).isEqualTo("b");
        assertThat(file.integer("a", 5, 10, 20)).isEqualTo(5);
        assertThat(file.flag("a", true)).isTrue();
        assertThat(file.strings("a")).isEmpty();
        assertThat(file.stringMap("a")).isEmpty();
        assertThat(file.section("a")).isEmpty();
        assertThat(file.duration("a", Duration.ofDays(9), Duration.ZERO, Duration.ofDays(1)))
                .isEqualTo(Duration.ofDays(9));
        assertThat(problems.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"7\"   | expected a whole number from 0 to 10, found \"7\"",
                "7.5     | expected a whole number from 0 to 10, found 7.5",
                "11      | expected a whole number from 0 to 10, found 11",
                "-1      | expected a whole number from 0 to 10, found -1",
                "true    | expected a whole number from 0 to 10, found true",
                "null    | expected a whole number from 0 to 10, found null",
                "[]      | expected a whole number from 0 to 10, found a list",
                "1e999999| expected a whole number from 0 to 10, found 1e999999",
                "1e-99999999999 | expected a whole number from 0 to 10, found 1e-99999999999"
            })
    void a_wrong_type_or_a_value_out_of_range_is_a_problem(String written, String message) {
        assertThat(parse("{\"n\": " + written + "}").integer("n", 5, 0, 10)).isEqualTo(5);
        assertThat(problems.errors()).containsExactly(new Problem("f.json", 1, 7, "n", message, ""));
    }

    @Test
    void a_number_is_not_taken_for_text_and_text_not_for_a_list() {
        FileSection file = parse("{\"a\": 1, \"b\": \"x\", \"c\": [1], \"d\": {\"e\": 2}, \"f\": []}");
        assertThat(file.string("a")).isEmpty();
        assertThat(file.strings("b")).isEmpty();
        assertThat(file.strings("c")).containsExactly("");
        assertThat(file.stringMap("d")).isEmpty();
        assertThat(file.section("f")).isEmpty();
        assertThat(messages())
                .containsExactly(
                        "a: expected text, found 1",
                        "b: expected a list of texts, found \"x\"",
                        "c[0]: expected text, found 1",
                        "d.e: expected text, found 2",
                        "f: expected an object, found a list");
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30000",
        "0.25, 250",
        "'\"250ms\"', 250",
        "'\"1.5 s\"', 1500",
        "'\"5m\"', 300000",
        "'\"2h\"', 7200000"
    })
    void durations_are_seconds_or_carry_a_unit(String written, long millis) {
        Duration read =
                parse("{\"d\": " + written + "}").duration("d", Duration.ZERO, Duration.ZERO, Duration.ofDays(1));
        assertThat(read).isEqualTo(Duration.ofMillis(millis));
        assertThat(problems.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"30\"", "\"30 parsecs\"", "\"2d\"", "-1", "86401", "\"\""})
    void what_is_no_duration_is_a_problem(String written) {
        Duration read = parse("{\"d\": " + written + "}")
                .duration("d", Duration.ofSeconds(3), Duration.ZERO, Duration.ofDays(1));
        assertThat(read).isEqualTo(Duration.ofSeconds(3));
        assertThat(problems.errors().getFirst().message())
                .startsWith("expected seconds or a text such as \"30s\", from 0s to 24h, found ");
    }

    @ParameterizedTest
    @CsvSource({"4096, 4096", "'\"64MB\"', 67108864", "'\"1.5 KiB\"', 1536", "'\"7b\"', 7"})
    void sizes_are_bytes_or_carry_a_unit(String written, long bytes) {
        assertThat(parse("{\"s\": " + written + "}").bytes("s", 0, 0, 1L << 40)).isEqualTo(bytes);
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void an_unknown_choice_shows_the_nearest() {
        assertThat(parse("{\"c\": \"gren\"}").choice("c", Colour.RED)).isEqualTo(Colour.RED);
        assertThat(rendered())
                .containsExactly("f.json:1:7  c  expected one of red, green, found \"gren\"; did you mean \"green\"?");
    }

    @Test
    void a_key_that_nobody_asked_for_is_unknown_and_the_nearest_is_shown() {
        FileSection file = parse("""
                {"orders": {
                   "rate_limit": {
                       "max_request": 5}}, "zzz": 1}""");
        file.section("orders").orElseThrow().section("rate_limit").orElseThrow().integer("max_requests", 1, 0, 9);
        file.reportUnknownKeys();
        assertThat(rendered())
                .containsExactly(
                        "f.json:3:8  orders.rate_limit.max_request  unknown key; did you mean \"max_requests\"?",
                        "f.json:3:28  zzz  unknown key; known are orders");
    }

    @Test
    void a_repeated_key_is_a_problem_at_the_second_place() {
        parse("{\"a\": 1,\n \"b\": {\"a\": 2},\n \"a\": 3}");
        assertThat(rendered())
                .containsExactly("f.json:3:2  a  the key stands here a second time, first at 1:2; remove one of them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"a\": 1,}' | 1 | 9 | malformed JSON: expected a name in double quotes",
                "'{ // no\n}' | 1 | 3 | malformed JSON: expected a name in double quotes",
                "'[1]' | 1 | 1 | 'expected an object, found a list'",
                "'' | 1 | 1 | malformed JSON: the body is empty"
            })
    void a_malformed_file_is_one_problem_with_its_place(String content, int line, int column, String message) {
        FileSection file = parse(content);
        assertThat(file.keys()).isEmpty();
        assertThat(problems.errors()).hasSize(1);
        Problem problem = problems.errors().getFirst();
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.column()).isEqualTo(column);
        assertThat(problem.message()).isEqualTo(message);
    }

    @Test
    void a_byte_order_mark_is_tolerated() {
        assertThat(parse("\uFEFF{\"a\": \"b\"}").string("a")).contains("b");
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void variables_are_put_in_whole_and_inside() {
        FileSection file = parse("""
                {"a": "{$HOST}", "b": "https://{$HOST}:{$PORT}/x", "c": "{$NO:otherwise}", "d": "{$NO:}", "e": "{$EMPTY:x}",
                 "f": ["{$HOST}"], "g": {"h": "{$NO:a:b/c}"}, "i": "{$TRICK}", "j": "{$.path} and {$} stay"}""");
        assertThat(List.of("a", "b", "c", "d", "e", "i", "j").stream().map(key -> file.string(key, "?")))
                .containsExactly(
                        "example.com",
                        "https://example.com:8443/x",
                        "otherwise",
                        "",
                        "x",
                        "{$PW}",
                        "{$.path} and {$} stay");
        assertThat(file.strings("f")).containsExactly("example.com");
        assertThat(file.stringMap("g")).containsEntry("h", "a:b/c");
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void a_variable_may_stand_for_a_number_a_boolean_and_a_duration() {
        FileSection file = parse("{\"n\": \"{$PORT}\", \"f\": \"{$ON}\", \"d\": \"{$T:30}\", \"u\": \"{$T:5m}\"}");
        assertThat(file.integer("n", 0, 0, 9_999)).isEqualTo(8_443);
        assertThat(file.flag("f", false)).isTrue();
        assertThat(file.duration("d", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(file.duration("u", Duration.ZERO, Duration.ZERO, Duration.ofDays(1)))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(problems.errors()).isEmpty();
    }

    @Test
    void a_missing_variable_is_one_problem_whoever_reads_the_value() {
        FileSection file = parse("{\"n\": \"{$NOWHERE}\", \"s\": \"{$vault:a#b}\", \"t\": \"x{$HOST\"}");
        file.integer("n", 0, 0, 9);
        file.choice("n", Colour.RED);
        file.requiredString("s");
        file.requiredString("t");
        assertThat(rendered())
                .containsExactly(
                        "f.json:1:7  n  the environment variable NOWHERE is not set; set it, or write {$NOWHERE:default}",
                        "f.json:1:26  s  {$vault:…} is not supported yet;"
                                + " put the secret into an environment variable and write {$NAME}",
                        "f.json:1:47  t  the variable {$HOST…} does not end with a closing brace where one is due;"
                                + " write {$HOST} or {$HOST:default}");
    }

    @Test
    void an_empty_variable_counts_as_not_set_so_that_no_secret_is_empty() {
        FileSection file = parse("{\"n\": \"{$EMPTY}\", \"s\": \"x{$EMPTY:y}\", \"t\": \"{$EMPTY:}\"}");
        assertThat(file.string("s")).contains("xy");
        assertThat(file.string("t")).contains("");
        assertThat(rendered())
                .containsExactly(
                        "f.json:1:7  n  the environment variable EMPTY is empty; set it, or write {$EMPTY:default}");
    }

    @Test
    void secrets_are_never_shown() {
        FileSection file = parse("""
                {"n": "{$PW}", "c": "x{$PW}", "api_key": "s3cret", "basic_auth": {"n": "s3cret"}, "token": 5150}""");
        file.integer("n", 0, 0, 9);
        file.choice("c", Colour.RED);
        file.flag("api_key", false);
        file.section("basic_auth").orElseThrow().flag("n", false);
        file.flag("token", false);
        assertThat(problems.errors()).hasSize(5);
        assertThat(String.join("\n", rendered()))
                .doesNotContain("hunter2")
                .doesNotContain("s3cret")
                .doesNotContain("5150");
    }

    @Test
    void keys_of_a_section_are_found_at_their_old_place_with_a_warning() {
        FileSection webhook =
                parse("{\"module\": \"m\", \"url\": \"u\", \"other\": 1, \"set\": {\"url\": \"n\", \"a\": \"b\"}}");
        webhook.string("module");
        FileSection set = webhook.sectionWithOldPlace("set", java.util.Set.of("module"));
        assertThat(set.string("a")).contains("b");
        assertThat(set.string("url")).contains("n");
        assertThat(set.integer("other", 0, 0, 9)).isEqualTo(1);
        assertThat(set.string("module")).isEmpty();
        webhook.reportUnknownKeys();
        assertThat(problems.warnings()).extracting(Problem::path).containsExactly("other");
        assertThat(rendered())
                .containsExactly("f.json:1:17  url  unknown key; remove it: the key stands in the section too");
    }

    @Test
    void a_section_that_is_not_there_still_finds_keys_at_their_old_place() {
        FileSection webhook = parse("{\"url\": 5}");
        assertThat(webhook.sectionWithOldPlace("set", java.util.Set.of()).requiredString("url"))
                .isEmpty();
        assertThat(rendered()).containsExactly("f.json:1:9  url  expected text, found 5");
    }

    @Test
    void a_text_an_object_and_a_list_of_both_read_as_entries() {
        FileSection file = parse("""
                {"one": "a", "object": {"v": "b", "w": "c"}, "list": ["d", {"v": "e"}, "{$PW}"], "none": []}""");
        assertThat(values(file, "one")).containsExactly("a");
        assertThat(values(file, "object")).containsExactly("b");
        assertThat(values(file, "list")).containsExactly("d", "e", "hunter2");
        assertThat(values(file, "none")).isEmpty();
        assertThat(values(file, "missing")).isEmpty();
        file.reportUnknownKeys();
        assertThat(rendered()).containsExactly("f.json:1:35  object.w  unknown key; did you mean \"v\"?");
    }

    private static List<String> values(FileSection file, String key) {
        return file.entries(key, "v").stream()
                .map(entry -> entry.requiredString("v"))
                .toList();
    }

    @Test
    void what_is_wrong_with_an_entry_stands_where_it_is() {
        FileSection file = parse("{\"list\": [\"\", 7, {\"v\": \"\"}], \"objects\": [\"a\", {}]}");
        assertThat(values(file, "list")).containsExactly("", "");
        assertThat(file.entries("objects", "")).hasSize(1);
        assertThat(rendered())
                .containsExactly(
                        "f.json:1:11  list[0]  must not be empty",
                        "f.json:1:15  list[1]  expected text, or an object with \"v\", found 7",
                        "f.json:1:19  list[2].v  must not be empty",
                        "f.json:1:42  objects[0]  expected an object, found \"a\"");
    }

    @Test
    void deep_and_huge_files_are_refused_without_harm() {
        parse("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));
        assertThat(problems.errors())
                .extracting(Problem::message)
                .containsExactly("malformed JSON: nested deeper than 100");
    }

    private FileSection parse(String content) {
        return SettingsFile.parse("f.json", content.getBytes(UTF_8), ENVIRONMENT, problems);
    }

    private List<String> messages() {
        return problems.errors().stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }

    private List<String> rendered() {
        return problems.errors().stream().map(Problem::toString).toList();
    }
}
