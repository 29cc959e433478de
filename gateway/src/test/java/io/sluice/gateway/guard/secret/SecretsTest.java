package io.sluice.gateway.guard.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.SecretMatch;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.headerauth.HeaderAuthFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rotation, seen through a guard whose secret is a key in a header. */
final class SecretsTest {
    private final HeaderAuthFactory factory = new HeaderAuthFactory(new Standing(GuardContract.NOW).surroundings());

    private static String settings(String keys) {
        return "{\"header_auth\": {\"api_key\": " + keys + "}}";
    }

    private static TestRequest sent(String key) {
        return TestRequest.post("{}").header("X-API-Key", key);
    }

    @Test
    void a_secret_counts_from_its_first_to_its_last_moment() {
        Configured guard = Configured.from(factory, settings("""
                [{"value": "old", "not_after": "2026-03-01T12:00:00Z"}, {"value": "new", "not_before": "2026-03-01T12:00:00Z"}]"""));
        assertThat(guard.acceptance(sent("old")).matches()).containsExactly(new SecretMatch("header_auth", "0"));
        assertThat(guard.acceptance(sent("new")).matches()).containsExactly(new SecretMatch("header_auth", "1"));
        guard.refusal(sent("old").at(GuardContract.NOW.plusMillis(1)));
        guard.acceptance(sent("new").at(GuardContract.NOW.plusMillis(1)));
        guard.refusal(sent("new").at(GuardContract.NOW.minusMillis(1)));
    }

    @Test
    void the_operator_hears_when_no_secret_counts_any_more() {
        Configured.Read read =
                Configured.read(factory, settings("{\"value\": \"old\", \"not_after\": \"2026-02-28T00:00:00Z\"}"));
        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains("the time of secret 0 is over since 2026-02-28T00:00:00Z; remove it"))
                .anyMatch(line -> line.contains("no secret counts at present"));
        Configured guard = new Configured(read.plan(), read.plan().build());
        assertThat(guard.refusal(sent("old")).cause()).contains("none of the configured secrets counts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[] | header_auth.api_key  there is no secret",
                "'' | header_auth.api_key  must not be empty",
                "['a', ''] | header_auth.api_key[1]  must not be empty",
                "7 | header_auth.api_key  expected text, or an object with 'value', found a number",
                "['a', 7] | header_auth.api_key[1]  expected text, or an object with 'value', found a number",
                "{'not_after': '2026-01-01T00:00:00Z'} | the key 'value' is missing",
                "{'value': 'a', 'not_after': 'soon'} | header_auth.api_key.not_after  is no time",
                "{'value': 'a', 'notafter': '2027-01-01T00:00:00Z'} | did you mean 'not_after'?",
                "{'value': 'a', 'not_before': '2026-05-01T00:00:00Z', 'not_after': '2026-04-01T00:00:00Z'} | lies before not_before"
            })
    void what_is_wrong_has_a_place_and_shows_no_secret(String keys, String problem) {
        assertThat(Configured.read(factory, settings(keys.replace('\'', '"'))).errors())
                .anyMatch(line -> line.contains(problem.replace('\'', '"')));
    }
}
