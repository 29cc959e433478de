package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors of https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests */
final class HubSpotTest {
    private static final String SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    private static final TestRequest FIRST = TestRequest.post(
                    "[{\"eventId\":1,\"subscriptionId\":12345,\"portalId\":62515,\"occurredAt\":1564113600000,"
                            + "\"subscriptionType\":\"contact.creation\",\"attemptNumber\":0,\"objectId\":123,"
                            + "\"changeSource\":\"CRM\",\"changeFlag\":\"NEW\",\"appId\":54321}]")
            .header("X-HubSpot-Signature-Version", "v1")
            .header("X-HubSpot-Signature", "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de");
    private static final TestRequest SECOND = TestRequest.post("{\"example_field\":\"example_value\"}")
            .calling("https", "www.example.com")
            .target("/webhook_uri")
            .header("X-HubSpot-Signature-Version", "v2")
            .header("X-HubSpot-Signature", "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900");

    private static Configured of(String version) {
        return Catalogue.configured(
                Standing.around(), new HubSpot(), Catalogue.quoted(SECRET), Map.of("signature_version", version));
    }

    @Test
    void requests_of_versions_1_and_2_pass_where_they_are_configured() {
        of("v1").acceptance(FIRST);
        of("v2").acceptance(SECOND);
        FIRST.bodyMutations().forEach(of("v1")::refusal);
        SECOND.bodyMutations().forEach(of("v2")::refusal);
        SECOND.targetMutations().forEach(of("v2")::refusal);
    }

    @Test
    void a_weaker_version_than_the_configured_one_is_refused() {
        of("v3").refusal(FIRST);
        of("v3").refusal(SECOND);
        assertThat(of("v2").refusal(FIRST).cause()).contains("names another version than v2");
    }

    @Test
    void a_version_without_a_time_is_warned_of() {
        String settings = "{\"provider\": {\"name\": \"hubspot\", \"secret\": \"s\", \"signature_version\": \"v1\"}}";
        assertThat(Configured.read(new ProviderFactory(Standing.around()), settings)
                        .warnings())
                .singleElement()
                .asString()
                .contains("use v3");
    }

    @Test
    void escaped_characters_of_the_url_are_signed_as_they_are_or_as_such() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        UnsentRequest escaped = new UnsentRequest(
                "POST",
                URI.create("https://www.example.com/webhook_uri?at=a%40b%3ac"),
                List.of(),
                "{}".getBytes(StandardCharsets.UTF_8));
        UnsentRequest signed = new HubSpot().sign(escaped, SECRET, Map.of(), at);
        UnsentRequest plain = new HubSpot()
                .sign(
                        new UnsentRequest(
                                "POST",
                                URI.create("https://www.example.com/webhook_uri?at=a@b:c"),
                                List.of(),
                                escaped.body()),
                        SECRET,
                        Map.of(),
                        at);
        assertThat(signed.header("X-HubSpot-Signature-v3")).isEqualTo(plain.header("X-HubSpot-Signature-v3"));
        of("v3").acceptance(Catalogue.arrived(signed, at));
    }
}
