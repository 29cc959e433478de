package io.sluice.gateway.guard.queryauth;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class QueryAuthTest extends GuardContract {
    @Override
    protected GuardFactory factory(Surroundings around) {
        return new QueryAuthFactory(around);
    }

    @Override
    protected String settings() {
        return "{\"query_auth\": {\"api_key\": \"k3y+/é\", \"case_sensitive\": true}}";
    }

    @Override
    protected String rotated() {
        return "{\"query_auth\": {\"api_key\": [\"older\", \"k3y+/é\"], \"case_sensitive\": true}}";
    }

    @Override
    protected List<String> secrets() {
        return List.of("k3y+/é");
    }

    @Override
    protected TestRequest right() {
        return sent("a=1&api_key=k3y%2B%2f%C3%A9");
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "no query", TestRequest.post("{}"),
                "missing", sent("a=1"),
                "without a value", sent("api_key"),
                "another key", sent("api_key=k3y%2B%2F"),
                "plus is a space", sent("api_key=k3y+/%C3%A9"),
                "in another case", sent("api_key=K3Y%2B%2F%C3%A9"),
                "repeated", sent("api_key=k3y%2B%2F%C3%A9&api_key=k3y%2B%2F%C3%A9"),
                "repeated in another spelling", sent("api_key=k3y%2B%2F%C3%A9&api%5Fkey=other"),
                "malformed", sent("api_key=k3y%2B%2F%C3%A9&b=%zz"));
    }

    private static TestRequest sent(String query) {
        return TestRequest.post("{}").target("/webhook/orders?" + query);
    }

    /** Of the value alone: what stands before it is no secret. */
    @Override
    protected Stream<TestRequest> mutations() {
        return Stream.of("j3y%2B%2F%C3%A9", "k2y%2B%2F%C3%A9", "k3x%2B%2F%C3%A9", "k3y%2A%2F%C3%A9", "k3y%2B%2E%C3%A9")
                .map(value -> sent("a=1&api_key=" + value));
    }

    @Test
    void the_parameters_name_is_decoded_and_case_counts_only_where_the_settings_say_so() {
        Configured guard = Configured.from(
                factory(clock.surroundings()), "{\"query_auth\": {\"parameter_name\": \"k é\", \"api_key\": \"Abc\"}}");
        guard.acceptance(sent("k+%C3%A9=aBC"));
    }
}
