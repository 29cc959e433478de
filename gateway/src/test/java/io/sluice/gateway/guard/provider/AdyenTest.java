package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is proven of Adyen's requests and what is not. */
final class AdyenTest {
    private static final List<ProviderVector> VECTORS = ProviderVector.of("adyen");
    private static final String STANDARD =
            new String(VECTORS.getFirst().request().body(), StandardCharsets.UTF_8);

    private static Configured guard(String secret) {
        return Catalogue.configured(Standing.around(), new Adyen(), Catalogue.quoted(secret), Map.of());
    }

    private static final Configured GUARD = guard(VECTORS.getFirst().secret());

    @Test
    void each_signed_field_of_an_item_is_proven() {
        for (String value : List.of(
                "\"pspReference\"}",
                "originalReference\",\"m",
                "\"merchantAccount\"",
                "\"reference\"",
                "1000",
                "EUR",
                "REPORT_AVAILABLE",
                "\"true\"")) {
            String text = value.equals("\"pspReference\"}") ? ":\"pspReference\"" : value;
            assertThat(STANDARD).contains(text);
            String other = text.replaceFirst("[A-Za-z0-9]", "Z");
            GUARD.refusal(TestRequest.post(STANDARD.replace(text, other)));
        }
    }

    @Test
    void every_item_must_be_signed() {
        String item = STANDARD.substring(STANDARD.indexOf("[{") + 1, STANDARD.lastIndexOf("]"));
        GUARD.acceptance(TestRequest.post(STANDARD.replace(item, item + "," + item)));
        GUARD.refusal(TestRequest.post(STANDARD.replace(item, item + "," + item.replace("1000", "9000"))));
        String unsigned = item.replaceFirst("\"hmacSignature\":\"[^\"]*\"", "\"a\":\"b\"");
        assertThat(GUARD.refusal(TestRequest.post(STANDARD.replace(item, item + "," + unsigned)))
                        .cause())
                .contains("hmacSignature");
        assertThat(GUARD.refusal(TestRequest.post("{\"live\": \"false\", \"notificationItems\": []}"))
                        .cause())
                .contains("notificationItems");
    }

    @Test
    void a_name_that_stands_twice_is_refused() {
        String twice = STANDARD.replace("\"value\":1000", "\"value\":1000,\"value\":9000");
        assertThat(GUARD.refusal(TestRequest.post(twice)).cause()).contains("stands twice");
    }

    @Test
    void a_signature_over_the_body_proves_all_of_it() {
        ProviderVector newer = VECTORS.getLast();
        Configured guard = guard(newer.secret());
        TestRequest request = Catalogue.arrived(newer.request(), newer.at());
        guard.acceptance(request);
        request.bodyMutations().forEach(guard::refusal);
    }

    @Test
    void a_key_that_is_not_in_hex_is_a_problem() {
        String settings = "{\"provider\": {\"name\": \"adyen\", \"secret\": \"no hex\"}}";
        assertThat(Configured.read(new ProviderFactory(Standing.around()), settings)
                        .errors())
                .singleElement()
                .asString()
                .contains("no text in hex")
                .doesNotContain("no hex\"");
    }
}
