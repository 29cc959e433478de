package io.sluice.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.provider.UnsentRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is signed is what the guards let in. */
class SignersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String URL = "https://hooks.example.com/webhook/orders";

    private static UnsentRequest request(String body) {
        return new UnsentRequest(
                "POST",
                java.net.URI.create(URL),
                List.of(new Header("Content-Type", "application/json")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Verdict judge(String guard, String webhook, WebhookRequest signed) {
        GuardFactory factory = Guards.all(new Standing(NOW).surroundings()).stream()
                .filter(each -> each.key().equals(guard))
                .findFirst()
                .orElseThrow();
        TestRequest arriving = TestRequest.post(signed.body()).at(NOW);
        for (Header field : ((UnsentRequest) signed).fields()) {
            arriving = arriving.header(field.name(), field.value());
        }
        return Configured.from(factory, webhook).judge(arriving);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            authorization | change-me | {"authorization": "Bearer change-me"}
            authorization | Token abc | {"authorization": "Token abc"}
            basic_auth    | shop:a:b  | {"basic_auth": {"username": "shop", "password": "a:b"}}
            header_auth   | change-me | {"header_auth": {"api_key": "change-me"}}
            hmac          | change-me | {"hmac": {"secret": "change-me"}}
            """)
    void what_a_method_signs_its_guard_lets_in(String method, String secret, String webhook) {
        UnsentRequest signed = Signers.method(method, Map.of()).sign(request("{}"), secret, NOW);

        assertThat(judge(method, webhook, signed)).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void the_options_of_hmac_are_those_of_its_guard() {
        Map<String, String> options = Map.of(
                "header", "X-Signature",
                "algorithm", "sha512",
                "encoding", "base64",
                "prefix", "v1=",
                "timestamp_header", "X-Timestamp",
                "id_header", "X-Event",
                "signed", "{id}.{timestamp}.{body}",
                "secret_encoding", "hex");
        String webhook = """
                {"hmac": {"secret": "00ff10", "header": "X-Signature", "algorithm": "sha512", "encoding": "base64", "prefix": "v1=",
                  "timestamp_header": "X-Timestamp", "id_header": "X-Event", "signed": "{id}.{timestamp}.{body}",
                  "secret_encoding": "hex"}}""";

        UnsentRequest signed = Signers.method("hmac", options).sign(request("{}"), "00ff10", NOW);

        assertThat(judge("hmac", webhook, signed)).isInstanceOf(Verdict.Accept.class);
        assertThat(signed.header("X-Signature")).startsWith("v1=");
        assertThat(signed.header("X-Timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    }

    @Test
    void an_option_that_does_not_exist_is_named_with_the_nearest() {
        assertThatThrownBy(
                        () -> Signers.method("hmac", Map.of("algoritm", "sha1")).sign(request("{}"), "s", NOW))
                .hasMessageContaining("algoritm")
                .hasMessageContaining("algorithm");
        assertThatThrownBy(() -> Signers.method("header_auth", Map.of("header", "X-Key")))
                .hasMessageContaining("header")
                .hasMessageContaining("header_name");
    }

    @Test
    void a_provider_that_does_not_exist_is_named_with_the_nearest() {
        assertThatThrownBy(() -> Signers.provider("githup", Map.of()))
                .hasMessageContaining("githup")
                .hasMessageContaining("did you mean github?");
        assertThatThrownBy(() -> Signers.method("hmca", Map.of())).hasMessageContaining("did you mean hmac?");
    }

    @Test
    void a_secret_that_is_not_of_the_form_is_refused_without_being_shown() {
        assertThatThrownBy(() ->
                        Signers.method("hmac", Map.of("secret_encoding", "hex")).sign(request("{}"), "hunter2", NOW))
                .hasMessageContaining("secret_encoding")
                .hasMessageContaining("hex")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> Signers.method("basic_auth", Map.of()).sign(request("{}"), "hunter2", NOW))
                .hasMessageContaining("name:password")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_header_that_is_signed_must_be_there() {
        assertThatThrownBy(() -> Signers.method("hmac", Map.of("signed", "{header:X-Kind}{body}"))
                        .sign(request("{}"), "s", NOW))
                .hasMessageContaining("X-Kind");
    }

    @Test
    void the_name_of_an_event_can_be_chosen_where_it_stands_in_a_header() {
        assertThat(Signers.idHeader("svix")).isEqualTo("svix-id");
        assertThatThrownBy(() -> Signers.idHeader("stripe")).hasMessageContaining("/id in the body");
    }
}
