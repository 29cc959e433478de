package io.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("TOKEN", "Bearer s3cret", "HOOK", "https://example.com");

    @TempDir
    Path folder;

    private final List<GuardFactory> guards = List.of(
            new ProbeGuard("rate_limit", GuardFactory.Phase.LIMIT),
            new ProbeGuard("authorization", GuardFactory.Phase.IDENTITY));
    private final List<DestinationFactory> destinations =
            List.of(new ProbeDestination("log"), new ProbeDestination("http_webhook"));

    private Path webhooks;
    private Path connections;

    @BeforeEach
    void name_the_files() {
        webhooks = folder.resolve("webhooks.json");
        connections = folder.resolve("connections.json");
    }

    @Test
    void the_performance_file_loads() throws IOException {
        Configuration configuration = loaded("""
                {"performance_test_webhook": {"data_type": "json", "module": "log", "authorization": "Bearer test_token"}}""");
        Webhook webhook = configuration.webhook("performance_test_webhook").orElseThrow();
        assertThat(webhook.dataType()).isEqualTo(Webhook.DataType.JSON);
        assertThat(webhook.module()).isEqualTo("log");
        assertThat(webhook.admission().guards()).hasSize(1);
        assertThat(webhook.retry()).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(webhook.cleanup()).isEqualTo(CredentialCleanup.DEFAULT);
        assertThat(configuration.connections().byName()).isEmpty();
        assertThat(configuration.connections().clickHouse()).isEmpty();
    }

    @Test
    void guards_stand_in_the_order_of_their_phases_whatever_the_order_of_the_file() throws IOException {
        Webhook webhook = loaded("""
                {"a": {"module": "log", "rate_limit": "r", "authorization": "x"}}""").webhooks().get("a");
        assertThat(webhook.admission().guards())
                .extracting(guard -> guard.plan().describe())
                .containsExactly("authorization", "rate_limit");
    }

    @Test
    void trusted_proxies_are_addresses_and_blocks() throws IOException {
        Webhook webhook = loaded("""
                {"a": {"module": "log", "trusted_proxies": ["10.0.0.0/8", "::1"]}}""").webhooks().get("a");
        assertThat(webhook.admission().trustedProxies().holds("10.1.2.3")).isTrue();
        assertThat(refused("{\"a\": {\"module\": \"log\", \"trusted_proxies\": [\"proxy\"]}}"))
                .containsExactly(
                        "webhooks.json:1:25  a.trusted_proxies  \"proxy\" is no address and no block such as 10.0.0.0/8;"
                                + " write addresses such as 192.0.2.1, 2001:db8::/32");
    }

    @Test
    void webhooks_keep_the_order_of_the_file_and_default_is_one_of_them() throws IOException {
        Configuration configuration = loaded("""
                {"z": {"module": "log"}, "default": {"module": "log", "data_type": "blob"}, "a": {"module": "log"}}""");
        assertThat(configuration.webhooks().keySet()).containsExactly("z", "default", "a");
        assertThat(configuration.webhook("unknown")).isEmpty();
        assertThat(configuration.webhooks().get("default").dataType()).isEqualTo(Webhook.DataType.BLOB);
    }

    @Test
    void every_problem_is_reported_at_once_with_file_place_and_cure() throws IOException {
        Files.writeString(connections, "{\n  \"main\": {\"type\": \"redis\", \"host\": \"h\", \"prot\": 1}\n}");
        assertThat(refused("""
                {
                  "orders": {
                    "data_type": "jsn",
                    "module": "lgo",
                    "connection": "mian",
                    "retry": {"max_attempts": 0, "attempts": 3}
                  },
                  "-bad": {"module": "log"},
                  "empty": {},
                  "text": "log"
                }"""))
                .containsExactly(
                        "connections.json:2:42  main.prot  unknown key; did you mean \"port\"?",
                        "webhooks.json:3:18  orders.data_type  expected one of json, blob, found \"jsn\"; did you mean \"json\"?",
                        "webhooks.json:4:5  orders.module  this version has no such module; did you mean \"log\"?",
                        "webhooks.json:5:5  orders.connection  there is no such connection; did you mean \"main\"?",
                        "webhooks.json:6:31  orders.retry.max_attempts  expected a whole number from 1 to 1000, found 0",
                        "webhooks.json:6:34  orders.retry.attempts  unknown key; did you mean \"max_attempts\"?",
                        "webhooks.json:8:3  -bad  not a webhook id; use 1 to 64 letters, digits, - and _, a letter or digit first",
                        "webhooks.json:9:3  empty  the key \"module\" is missing; add it",
                        "webhooks.json:10:11  text  expected an object, found \"log\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth",
                "header_auth",
                "query_auth",
                "hmac",
                "jwt",
                "digest_auth",
                "oauth1",
                "oauth2",
                "ip_whitelist",
                "recaptcha",
                "json_schema",
                "chain",
                "chain-config"
            })
    void a_key_of_the_format_that_is_not_built_is_refused(String key) throws IOException {
        assertThat(refused("{\"a\": {\"module\": \"log\", \"" + key + "\": {}}}"))
                .containsExactly("webhooks.json:1:25  a." + key
                        + "  not supported by this version; remove it, or wait for a version that has it");
    }

    @Test
    void a_misspelt_guard_does_not_leave_the_webhook_open() throws IOException {
        assertThat(refused("{\"a\": {\"module\": \"log\", \"autorization\": \"Bearer x\"}}"))
                .containsExactly("webhooks.json:1:25  a.autorization  unknown key; did you mean \"authorization\"?");
    }

    @Test
    void module_settings_at_the_top_level_are_taken_with_a_warning() throws IOException {
        Files.writeString(webhooks, "{\"a\": {\"module\": \"http_webhook\", \"url\": \"{$HOOK}\", \"color\": 1}}");
        LoadResult.Refused<Configuration> refused = (LoadResult.Refused<Configuration>) load();
        assertThat(refused.problems()).extracting(Problem::path).containsExactly("a.color");
        assertThat(refused.warnings()).extracting(Problem::path).containsExactly("a.url");
    }

    @Test
    void settings_of_a_module_that_is_not_there_are_not_judged() throws IOException {
        assertThat(refused("{\"a\": {\"module\": \"rabbitmq\", \"queue_name\": \"q\", \"module-config\": {\"x\": 1}}}"))
                .containsExactly(
                        "webhooks.json:1:8  a.module  this version has no such module; known are http_webhook, log");
    }

    @Test
    void without_webhooks_the_file_is_named() {
        LoadResult.Refused<Configuration> refused = (LoadResult.Refused<Configuration>) load();
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.problems().getFirst().toString())
                .isEqualTo(webhooks + "  there is no such file; create it, or name another one");
    }

    @Test
    void no_webhook_at_all_is_a_warning() throws IOException {
        Files.writeString(webhooks, "{}");
        LoadResult.Loaded<Configuration> loaded = (LoadResult.Loaded<Configuration>) load();
        assertThat(loaded.warnings()).extracting(Problem::message).containsExactly("no webhook is configured");
    }

    @Test
    void retries_take_what_is_left_out_from_the_format() throws IOException {
        Map<String, Webhook> all = loaded("""
                {"a": {"module": "log", "retry": {}},
                 "b": {"module": "log", "retry": {"enabled": false, "max_attempts": 7}},
                 "c": {"module": "log", "retry": {"max_attempts": 500, "initial_delay": "250ms", "max_delay": "24h",
                       "backoff_multiplier": 3, "retryable_errors": ["ConnectionError"]}}}""").webhooks();
        assertThat(all.get("a").retry())
                .isEqualTo(new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(60), 2.0));
        assertThat(all.get("b").retry()).isEqualTo(RetryPolicy.NONE);
        assertThat(all.get("c").retry())
                .isEqualTo(new RetryPolicy(500, Duration.ofMillis(250), Duration.ofHours(24), 3.0));
    }

    @Test
    void lists_of_errors_are_accepted_with_a_warning() throws IOException {
        Files.writeString(webhooks, """
                {"a": {"module": "log", "retry": {"retryable_errors": ["X"], "non_retryable_errors": [], "initial_delay": 90}}}""");
        LoadResult.Loaded<Configuration> loaded = (LoadResult.Loaded<Configuration>) load();
        assertThat(loaded.warnings())
                .extracting(Problem::path)
                .containsExactly("a.retry.retryable_errors", "a.retry.initial_delay");
    }

    @Test
    void credential_cleanup_says_whether_destinations_get_cleaned_events() throws IOException {
        Map<String, Webhook> all = loaded("""
                {"a": {"module": "log", "credential_cleanup": {"mode": "remove", "fields": ["iban"]}},
                 "b": {"module": "log", "credential_cleanup": {"enabled": false}}}""").webhooks();
        assertThat(all.get("a").cleanup())
                .isEqualTo(new CredentialCleanup(true, CredentialCleanup.Mode.REMOVE, List.of("iban")));
        assertThat(all.get("b").cleanup()).isEqualTo(CredentialCleanup.DEFAULT);
    }

    @Test
    void refused_requests_are_kept_apart_where_a_webhook_says_so_within_bounds() throws IOException {
        Configuration all = loaded("""
                {"a": {"module": "log", "authorization": "x", "on_failure": "quarantine"},
                 "b": {"module": "log", "authorization": "x", "on_failure": "quarantine",
                       "quarantine": {"max_requests": 50, "max_bytes": "1MB", "max_age": "12h"}},
                 "c": {"module": "log", "authorization": "x", "on_failure": "refuse"}}""");
        assertThat(all.webhooks().get("a").admission().quarantine()).contains(QuarantineBounds.DEFAULT);
        assertThat(all.webhooks().get("b").admission().quarantine())
                .contains(new QuarantineBounds(50, 1 << 20, Duration.ofHours(12)));
        assertThat(all.webhooks().get("c").admission().quarantine()).isEmpty();
        assertThat(all.describe())
                .contains("  on failure   refused and kept apart: at most 50 requests and 1048576 bytes, for 12h\n");
    }

    @Test
    void a_quarantine_that_nothing_can_get_into_is_a_warning() throws IOException {
        Files.writeString(webhooks, """
                {"a": {"module": "log", "rate_limit": "x", "on_failure": "quarantine"},
                 "b": {"module": "log", "authorization": "x", "quarantine": {"max_requests": 50}}}""");
        LoadResult.Loaded<Configuration> loaded = (LoadResult.Loaded<Configuration>) load();
        assertThat(loaded.warnings()).extracting(Problem::path).containsExactly("a.on_failure", "b.quarantine");
    }

    @Test
    void what_becomes_of_refused_requests_is_not_guessed() throws IOException {
        Files.writeString(webhooks, """
                {"a": {"module": "log", "authorization": "x", "on_failure": "quarantene"}}""");
        LoadResult.Refused<Configuration> refused = (LoadResult.Refused<Configuration>) load();
        assertThat(refused.problems().getFirst().toString()).contains("a.on_failure", "quarantine");
    }

    @Test
    void what_each_webhook_will_do_is_said_in_plain_lines_without_secrets() throws IOException {
        Files.writeString(connections, """
                {"clickhouse": {"type": "clickhouse", "host": "ch", "port": 9000, "password": "{$TOKEN}"}}""");
        assertThat(loaded("""
                {"a": {"module": "http_webhook", "authorization": "{$TOKEN}", "module-config": {"url": "https://example.com"}},
                 "b": {"module": "log", "data_type": "blob", "retry": {"enabled": false},
                       "credential_cleanup": {"fields": ["iban"]}}}""").describe()).isEqualTo("""
                a
                  takes        JSON
                  guard        authorization
                  module       http_webhook: to https://example.com
                  retry        20 attempts, waiting 1s, each time 2.0 times longer, at most 1h, then the dead letters
                  credentials  masked in the event log

                b
                  takes        any body
                  guards       none: anyone may send
                  module       log: to nowhere
                  retry        none: one attempt, then the dead letters
                  credentials  masked in the event log and for the destination, also iban

                event log: clickhouse http://default@ch:8123/default
                limits and statistics: memory of this instance
                """);
    }

    private LoadResult<Configuration> load() {
        return new ConfigurationLoader(guards, destinations, ENVIRONMENT).load(webhooks, connections);
    }

    private Configuration loaded(String content) throws IOException {
        Files.writeString(webhooks, content);
        assertThat(load()).isInstanceOf(LoadResult.Loaded.class);
        return ((LoadResult.Loaded<Configuration>) load()).value();
    }

    /** The problems as printed, with the bare names of the files. */
    private List<String> refused(String content) throws IOException {
        Files.writeString(webhooks, content);
        assertThat(load()).isInstanceOf(LoadResult.Refused.class);
        return ((LoadResult.Refused<Configuration>) load())
                .problems().stream()
                        .map(problem -> problem.toString().replace(folder + "/", ""))
                        .toList();
    }
}
