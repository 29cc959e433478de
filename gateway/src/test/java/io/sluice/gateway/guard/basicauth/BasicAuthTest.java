package io.sluice.gateway.guard.basicauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BasicAuthTest extends GuardContract {
    @Override
    protected GuardFactory factory(Surroundings around) {
        return new BasicAuthFactory(around);
    }

    /** Name and password of the example in RFC 7617, section 2. */
    @Override
    protected String settings() {
        return "{\"basic_auth\": {\"username\": \"Aladdin\", \"password\": \"open sesame\"}}";
    }

    @Override
    protected String rotated() {
        return "{\"basic_auth\": {\"username\": \"Aladdin\", \"password\": [\"close sesame\", \"open sesame\"]}}";
    }

    @Override
    protected List<String> secrets() {
        return List.of("sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ");
    }

    @Override
    protected TestRequest right() {
        return TestRequest.post("{}").header("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "missing", right().without("Authorization"),
                "another password", sent("Aladdin:open sesam"),
                "another name", sent("aladdin:open sesame"),
                "a longer password", sent("Aladdin:open sesame!"),
                "no colon", sent("Aladdin"),
                "no Base64", right().replaced("Authorization", "Basic Aladdin:open sesame"),
                "Base64 for URLs", right().replaced("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZ_=="),
                "another scheme", right().replaced("Authorization", "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
                "repeated", right().repeated("Authorization"));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return right().headerMutations("Authorization").stream();
    }

    private static TestRequest sent(String credentials) {
        byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
        return TestRequest.post("{}")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void name_and_password_are_utf_8_as_in_section_2_1() {
        Configured guard = Configured.from(
                factory(clock.surroundings()), "{\"basic_auth\": {\"username\": \"test\", \"password\": \"123£\"}}");
        TestRequest example = TestRequest.post("{}").header("Authorization", "Basic dGVzdDoxMjPCow==");
        guard.acceptance(example);
        assertThat(guard.refusal(TestRequest.post("{}")).headers().getFirst().value())
                .isEqualTo("Basic realm=\"webhook\", charset=\"UTF-8\"");
    }

    @Test
    void a_password_may_hold_colons() {
        Configured guard = Configured.from(
                factory(clock.surroundings()), "{\"basic_auth\": {\"username\": \"u\", \"password\": \"a:b:\"}}");
        guard.acceptance(sent("u:a:b:"));
        guard.refusal(sent("u:a"));
    }

    @Test
    void a_name_with_a_colon_and_a_missing_password_are_problems() {
        assertThat(Configured.read(factory(clock.surroundings()), "{\"basic_auth\": {\"username\": \"a:b\"}}")
                        .errors())
                .hasSize(2)
                .anyMatch(line -> line.contains("basic_auth.username  holds a colon"))
                .anyMatch(line -> line.contains("the key \"password\" is missing"));
    }
}
