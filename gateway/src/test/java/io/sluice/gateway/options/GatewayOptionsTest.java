package io.sluice.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewayOptionsTest {
    @Test
    void an_empty_environment_gives_the_documented_defaults() {
        GatewayOptions options = GatewayOptions.fromEnvironment(Map.of());

        assertThat(options.host()).isEqualTo("0.0.0.0");
        assertThat(options.port()).isEqualTo(8000);
        assertThat(options.rootPerMinute()).isEqualTo(120);
        assertThat(options.limits().bodyBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(options.limits().headers()).isEqualTo(100);
        assertThat(options.limits().headerBytes()).isEqualTo(8 * 1024);
        assertThat(options.limits().jsonDepth()).isEqualTo(50);
        assertThat(options.limits().idle()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.security().strictTransportSecurity()).isEmpty();
        assertThat(options.stats().perMinute()).isEqualTo(60);
        assertThat(options.trustedProxies().isEmpty()).isTrue();
        assertThat(options.failedPerMinute()).isEqualTo(300);
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThatThrownBy(() -> GatewayOptions.fromEnvironment(Map.of(
                        "PORT",
                        "eighty",
                        "FORCE_HTTPS",
                        "maybe",
                        "ROOT_PATH",
                        "hooks",
                        "MAX_BODY_BYTES",
                        "0",
                        "TRUSTED_PROXY_IPS",
                        "10.0.0.0/8, proxy",
                        "FAILED_AUTH_PER_MINUTE",
                        "-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("PORT:")
                .contains("FORCE_HTTPS:")
                .contains("ROOT_PATH:")
                .contains("MAX_BODY_BYTES:")
                .contains("TRUSTED_PROXY_IPS: \"proxy\" is no address")
                .contains("FAILED_AUTH_PER_MINUTE:");
    }

    @Test
    void a_token_is_not_shown() {
        assertThat(GatewayOptions.fromEnvironment(Map.of("STATS_AUTH_TOKEN", "t0ken"))
                        .toString())
                .doesNotContain("t0ken");
    }

    @Test
    void there_is_no_tls_as_long_as_no_port_is_named() {
        assertThat(GatewayOptions.fromEnvironment(Map.of()).tls()).isEmpty();
        assertThatThrownBy(() -> GatewayOptions.fromEnvironment(Map.of("TLS_CLIENT_CA_FILE", "ca.pem")))
                .message()
                .contains("TLS_CLIENT_CA_FILE: has no effect without TLS_PORT");
    }

    @Test
    void a_port_with_tls_needs_a_certificate_and_a_key() {
        assertThatThrownBy(() -> GatewayOptions.fromEnvironment(Map.of("TLS_PORT", "8443")))
                .message()
                .contains("TLS_CERTIFICATE_FILE:")
                .contains("TLS_KEY_FILE:");
        TlsOptions tls = GatewayOptions.fromEnvironment(
                        Map.of("TLS_PORT", "8443", "TLS_CERTIFICATE_FILE", "tls.pem", "TLS_KEY_FILE", "key.pem"))
                .tls()
                .orElseThrow();
        assertThat(tls.port()).isEqualTo(8443);
        assertThat(tls.clientCa()).isEmpty();
        assertThat(tls.handshake()).isEqualTo(Duration.ofSeconds(10));
        assertThat(tls.only()).isFalse();
    }
}
