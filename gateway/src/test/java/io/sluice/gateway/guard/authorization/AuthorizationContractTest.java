package io.sluice.gateway.guard.authorization;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class AuthorizationContractTest extends GuardContract {
    @Override
    protected GuardFactory factory(Surroundings around) {
        return new AuthorizationFactory(around);
    }

    @Override
    protected String settings() {
        return "{\"authorization\": \"Bearer t0kén\"}";
    }

    @Override
    protected String rotated() {
        return "{\"authorization\": [\"Bearer older\", {\"value\": \"Bearer t0kén\"}]}";
    }

    @Override
    protected List<String> secrets() {
        return List.of("t0kén");
    }

    @Override
    protected TestRequest right() {
        return TestRequest.post("{}").header("Authorization", "bearer  t0kén");
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "another token", right().replaced("Authorization", "Bearer other"),
                "longer", right().replaced("Authorization", "Bearer t0kén1"),
                "shorter", right().replaced("Authorization", "Bearer t0ké"),
                "in another case", right().replaced("Authorization", "Bearer T0KÉN"),
                "another scheme", right().replaced("Authorization", "Basic t0kén"),
                "no scheme", right().replaced("Authorization", "t0kén"));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return right().headerMutations("Authorization").stream();
    }
}
