package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose certificates are believed where none is configured. */
final class PayPalTest {
    private static final ProviderVector VECTOR = ProviderVector.of("paypal").getFirst();
    private static final TestRequest REQUEST = Catalogue.arrived(VECTOR.request(), VECTOR.at());
    private static final Configured FETCHING = Catalogue.configured(
            new Standing(VECTOR.at()).surroundings(), new PayPal(), Catalogue.quoted(VECTOR.secret()), Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-5edc0ebc",
                "https://api.paypal.com.example.com/v1/notifications/certs/CERT-360caa42",
                "https://example.com/v1/notifications/certs/CERT-360caa42",
                "https://api.paypal.com/v1/notifications/certs/../../../evil",
                "https://api.paypal.com/v1/notifications/certs/CERT-1?a=b",
                "https://api.paypal.com@example.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
                "https://evil.paypal.com/v1/notifications/certs/CERT-1"
            })
    void a_certificate_from_elsewhere_is_not_fetched(String url) {
        assertThat(FETCHING.refusal(REQUEST.header("PAYPAL-CERT-URL", url)).cause())
                .contains("not one of the provider's");
    }

    @Test
    void a_request_that_names_no_certificate_is_refused() {
        assertThat(FETCHING.refusal(REQUEST).cause()).contains("not one of the provider's");
    }

    @Test
    void a_certificate_of_another_key_proves_nothing() {
        String sns = ProviderVector.of("aws_sns").getFirst().options().get("certificate");
        Configured other = Catalogue.configured(
                new Standing(VECTOR.at()).surroundings(),
                new PayPal(),
                Catalogue.quoted(VECTOR.secret()),
                Map.of("certificate", sns));
        assertThat(other.refusal(REQUEST).cause()).contains("not that of the request");
    }
}
