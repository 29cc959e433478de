package io.sluice.gateway.guard.headerauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HeaderAuthTest extends GuardContract {
    @Override
    protected GuardFactory factory(Surroundings around) {
        return new HeaderAuthFactory(around);
    }

    @Override
    protected String settings() {
        return "{\"header_auth\": {\"api_key\": \"s3cr3t-kéy\"}}";
    }

    @Override
    protected String rotated() {
        return "{\"header_auth\": {\"api_key\": [\"older\", \"s3cr3t-kéy\"]}}";
    }

    @Override
    protected List<String> secrets() {
        return List.of("s3cr3t-k");
    }

    @Override
    protected TestRequest right() {
        return TestRequest.post("{}").header("x-api-key", " s3cr3t-kéy ");
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "missing", right().without("X-API-Key"),
                "empty", right().replaced("X-API-Key", " "),
                "another key", right().replaced("X-API-Key", "s3cr3t-key"),
                "shorter", right().replaced("X-API-Key", "s3cr3t-k"),
                "longer", right().replaced("X-API-Key", "s3cr3t-kéy1"),
                "repeated", right().repeated("X-API-Key"),
                "under another name", right().without("X-API-Key").header("X-Key", "s3cr3t-kéy"));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return right().headerMutations("X-API-Key").stream();
    }

    @Test
    void case_counts_only_where_the_settings_say_so() {
        Configured.from(factory(clock.surroundings()), settings())
                .acceptance(right().replaced("X-API-Key", "S3CR3T-KÉY"));
        Configured exact = Configured.from(
                factory(clock.surroundings()),
                "{\"header_auth\": {\"header_name\": \"X-Key\", \"api_key\": \"Abc\", \"case_sensitive\": true}}");
        exact.acceptance(TestRequest.post("{}").header("X-Key", "Abc"));
        exact.refusal(TestRequest.post("{}").header("X-Key", "abc"));
    }

    @Test
    void what_cannot_be_a_header_and_what_nobody_knows_are_problems() {
        assertThat(Configured.read(
                                factory(clock.surroundings()),
                                "{\"header_auth\": {\"header_name\": \"X Key\", \"api_key\": \"k\", \"casesensitive\": true}}")
                        .errors())
                .hasSize(2)
                .anyMatch(line -> line.contains("header_auth.header_name  is no name of a header"))
                .anyMatch(line -> line.contains("did you mean \"case_sensitive\"?"));
    }
}
