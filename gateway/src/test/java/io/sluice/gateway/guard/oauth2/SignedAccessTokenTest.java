package io.sluice.gateway.guard.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.OtherServer;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.token.Issuer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Access tokens that are checked by their signature. */
final class SignedAccessTokenTest extends GuardContract {
    private static final String SECRET = "a-s3cret-of-at-least-32-bytes-for-HS256";

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new OAuth2Factory(around);
    }

    @Override
    protected String settings() {
        return settings("\"" + SECRET + "\"");
    }

    @Override
    protected String rotated() {
        return settings("[\"an-older-one-of-at-least-32-bytes-for-HS256\", \"" + SECRET + "\"]");
    }

    private static String settings(String secret) {
        return "{\"oauth2\": {\"jwt_secret\": %s, \"issuer\": \"login\", \"audience\": \"hooks\", \"required_scope\": [\"write\"]}}"
                .formatted(secret);
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET);
    }

    private static String claims(long seconds) {
        return "{\"iss\":\"login\",\"aud\":\"hooks\",\"scope\":\"read write\",\"exp\":"
                + (NOW.getEpochSecond() + seconds) + "}";
    }

    private static TestRequest bearer(String token) {
        return TestRequest.post("{}").header("Authorization", "Bearer " + token);
    }

    private static TestRequest signed(String claims) {
        return bearer(Issuer.shared("HS256", SECRET, claims));
    }

    @Override
    protected TestRequest right() {
        return signed(claims(60));
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "missing", right().without("Authorization"),
                "repeated", right().repeated("Authorization"),
                "another secret", bearer(Issuer.shared("HS256", "x", claims(60))),
                "another algorithm", bearer(Issuer.shared("HS384", SECRET, claims(60))),
                "not signed", bearer(Issuer.base64("{\"alg\":\"none\"}") + "." + Issuer.base64(claims(60)) + "."),
                "opaque", bearer("2YotnFZFEjr1zCsicMWpAA"),
                "expired", signed(claims(-31)),
                "from the future", signed(claims(60).replace("{", "{\"nbf\":" + (NOW.getEpochSecond() + 31) + ",")),
                "another issuer", signed(claims(60).replace("login", "evil")),
                "another audience", signed(claims(60).replace("hooks", "shop")));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return right().headerMutations("Authorization").stream();
    }

    @Test
    void a_token_without_the_scope_is_not_permitted() {
        Configured guard = Configured.from(factory(clock.surroundings()), settings());
        Verdict.Reject refusal = guard.refusal(signed(claims(60).replace("read write", "read")));
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.reason()).isEqualTo("oauth2");
    }

    @Test
    void a_public_key_is_taken_for_rs256_as_the_defaults_say() {
        Issuer issuer = Issuer.of("RS256");
        Configured guard = Configured.from(
                factory(clock.surroundings()), "{\"oauth2\": {\"jwt_secret\": \"" + issuer.pem() + "\"}}");
        guard.acceptance(bearer(issuer.token(claims(60))));
        guard.refusal(bearer(Issuer.shared("HS256", issuer.pem().replace("\\n", "\n"), claims(60))));
        assertThat(guard.plan().describe()).contains("RS256").doesNotContain("HS256");
    }

    @Test
    void keys_may_stand_behind_a_url() {
        Issuer issuer = Issuer.of("ES256");
        try (OtherServer server = new OtherServer(_ -> OtherServer.Answer.ok(Issuer.set(issuer.jwk("1"))))) {
            String settings = "{\"oauth2\": {\"jwks_url\": \"%s\", \"jwt_algorithms\": [\"ES256\"]}}"
                    .formatted(server.url("/keys"));
            Configured.from(factory(clock.surroundings()), settings).acceptance(bearer(issuer.token(claims(60))));
            server.answer(500, "");
            Configured cut = Configured.from(factory(clock.surroundings()), settings);
            assertThat(cut.judge(bearer(issuer.token(claims(60)))))
                    .isInstanceOfSatisfying(
                            Verdict.Unavailable.class,
                            away -> assertThat(away.reason()).isEqualTo("oauth2_unavailable"));
        }
    }
}
