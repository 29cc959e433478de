package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What Mailgun proves: that it made a token. A token is therefore good for one request, whatever else stands in it. */
final class MailgunTest {
    private static final ProviderVector VECTOR = ProviderVector.of("mailgun").getFirst();
    private static final String BODY = new String(VECTOR.request().body(), StandardCharsets.UTF_8);

    private final Standing clock = new Standing(VECTOR.at());
    private final Configured guard = new Catalogue.Case(new Mailgun(), VECTOR).guard(clock.surroundings());

    private static TestRequest request(String body) {
        return TestRequest.post(body).at(VECTOR.at());
    }

    @Test
    void a_token_is_taken_once_whatever_the_body_says() {
        guard.acceptance(request(BODY));
        assertThat(guard.refusal(request(BODY.replace("delivered", "complained")))
                        .cause())
                .contains("replay");
    }

    @Test
    void another_time_token_or_signature_is_refused() {
        guard.refusal(request(BODY.replace("1403645220", "1403645221")));
        guard.refusal(request(BODY.replace("5egbgr1vjgqxt", "5egbgr1vjgqxs")));
        guard.refusal(request(BODY.replaceFirst("\"signature\":\"[0-9a-f]", "\"signature\":\"g")));
    }

    @Test
    void the_signature_of_the_primary_account_is_enough() {
        String signature = BODY.replaceFirst(".*\"signature\":\"([0-9a-f]*)\".*", "$1");
        guard.acceptance(request(BODY.replace(
                "\"signature\":\"" + signature,
                "\"signature\":\"" + "00".repeat(32) + "\",\"parent-signature\":\"" + signature)));
    }

    @Test
    void a_body_without_a_signature_is_refused() {
        assertThat(guard.refusal(request("{\"event-data\": {}}")).cause()).contains("has no \"signature\"");
        assertThat(guard.refusal(request("timestamp=1&token=2&signature=3")).cause())
                .contains("no JSON");
    }
}
