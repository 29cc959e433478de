package io.sluice.gateway.guard.mtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.outgoing.GuardClients;
import io.sluice.gateway.tls.Authority;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each option of {@code mtls} asks of a certificate. */
final class MtlsTest {
    private static final Authority CA = Authority.root("CN=Webhook CA,O=Example\\, Inc.,C=DE");
    private static final Authority.Issued SHOP = CA.below("CN=Issuing CA,O=Example")
            .issue(
                    "CN=Shop Müller,OU=Orders+L=Köln,O=Example\\, Inc.,C=DE",
                    "dns:Shop.Example.com",
                    "uri:spiffe://example.org/shop",
                    "email:Hooks@Example.com",
                    "ip:192.0.2.7",
                    "ip:2001:db8::7");
    private static final TestRequest REQUEST = TestRequest.post("{}").certificates(SHOP.chain());

    private final Surroundings around = new Standing(GuardContract.NOW).surroundings();

    private Configured guard(String settings) {
        return Configured.from(new MtlsFactory(around), "{\"mtls\": " + settings + "}");
    }

    @Test
    void without_an_option_every_certificate_of_an_authority_is_taken() {
        guard("{}").acceptance(REQUEST);
        assertThat(guard("{}").refusal(TestRequest.post("{}")).cause()).contains("no client certificate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=Shop Müller,OU=Orders+L=Köln,O=Example\\\\, Inc.,C=DE",
                "cn = shop  müller , L=Köln+OU=Orders, o=\\\"Example, Inc.\\\", C=de",
                "2.5.4.3=Shop Müller,OU=Orders+L=Köln,O=Example\\\\, Inc.,C=DE"
            })
    void a_name_is_compared_part_by_part_and_not_as_text(String written) {
        guard("{\"subject\": \"" + written + "\"}").acceptance(REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=Shop Müller",
                "C=DE,O=Example\\\\, Inc.,OU=Orders+L=Köln,CN=Shop Müller",
                "CN=Shop Müller,OU=Orders,L=Köln,O=Example\\\\, Inc.,C=DE",
                "CN=Shop,OU=Orders+L=Köln,O=Example\\\\, Inc.,C=DE"
            })
    void another_name_is_refused(String written) {
        assertThat(guard("{\"subject\": \"" + written + "\"}").refusal(REQUEST).cause())
                .contains("is for CN=Shop M");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns:shop.example.COM",
                "DNS:shop.example.com",
                "uri:spiffe://example.org/shop",
                "email:Hooks@example.com",
                "ip:192.0.2.7",
                "ip:2001:DB8:0:0::7"
            })
    void an_alternative_name_is_compared_as_its_kind_is(String written) {
        guard("{\"san\": [\"dns:elsewhere.example.com\", \"" + written + "\"]}").acceptance(REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns:example.com",
                "dns:*.example.com",
                "uri:spiffe://example.org/Shop",
                "uri:spiffe://example.org/shop/",
                "email:hooks@example.com",
                "ip:192.0.2.8",
                "dns:192.0.2.7"
            })
    void another_alternative_name_is_refused(String written) {
        assertThat(guard("{\"san\": \"" + written + "\"}").refusal(REQUEST).cause())
                .contains("none of which is configured");
    }

    @Test
    void a_fingerprint_is_taken_as_openssl_prints_it_and_without_colons() {
        String hex = new Shown(SHOP.own()).fingerprint().orElseThrow();
        String colons = hex.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
        guard("{\"fingerprint\": \"" + hex + "\"}").acceptance(REQUEST);
        guard("{\"fingerprint\": [\"" + "0".repeat(64) + "\", \"" + colons + "\"]}")
                .acceptance(REQUEST);
        assertThat(guard("{\"fingerprint\": \"" + "0".repeat(64) + "\"}")
                        .refusal(REQUEST)
                        .cause())
                .contains(hex);
    }

    @Test
    void the_issuer_is_who_signed_the_senders_own_certificate() {
        guard("{\"issuer\": [\"CN=Other\", \"CN=Issuing CA,O=Example\"]}").acceptance(REQUEST);
        assertThat(guard("{\"issuer\": \"CN=Webhook CA,O=Example\\\\, Inc.,C=DE\"}")
                        .refusal(REQUEST)
                        .cause())
                .contains("issued by CN=Issuing CA,O=Example");
    }

    @Test
    void all_options_must_hold() {
        guard("{\"san\": \"ip:192.0.2.7\", \"issuer\": \"CN=Issuing CA,O=Example\"}")
                .acceptance(REQUEST);
        guard("{\"san\": \"ip:192.0.2.7\", \"issuer\": \"CN=Other\"}").refusal(REQUEST);
        guard("{\"san\": \"ip:192.0.2.8\", \"issuer\": \"CN=Issuing CA,O=Example\"}")
                .refusal(REQUEST);
    }

    @Test
    void an_issuer_in_between_must_be_valid_too() {
        Authority.Issued own = CA.issue("CN=shop");
        Authority.Issued between =
                CA.issue("CN=between", GuardContract.NOW.minusSeconds(9), GuardContract.NOW.minusSeconds(1));
        TestRequest request = TestRequest.post("{}").certificates(List.of(own.own(), between.own()));
        assertThat(guard("{}").refusal(request).cause()).contains("certificate of an issuer has expired");
    }

    @Test
    void it_can_be_one_of_several_ways_in() {
        GuardFactory ways = Guards.all(around).stream()
                .filter(guard -> guard.key().equals("auth"))
                .findFirst()
                .orElseThrow();
        Configured guard = Configured.from(
                ways,
                "{\"auth\": {\"any_of\": [{\"mtls\": {\"san\": \"ip:192.0.2.7\"}}, {\"header_auth\": {\"api_key\": \"k\"}}]}}");
        guard.acceptance(REQUEST);
        guard.acceptance(TestRequest.post("{}").header("X-API-Key", "k"));
        assertThat(guard.refusal(TestRequest.post("{}")).cause()).contains("mtls: the connection has no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"subject\": \"shop\"}|mtls.subject|is no name|RFC 4514",
                "{\"issuer\": \"CN=\\\"\"}|mtls.issuer|is no name|RFC 4514",
                "{\"subject\": []}|mtls.subject|nobody gets in|remove the key",
                "{\"san\": \"shop.example.com\"}|mtls.san|is no alternative name|dns:…",
                "{\"san\": \"ip:shop.example.com\"}|mtls.san|is no alternative name|ip:…",
                "{\"fingerprint\": \"aa:bb\"}|mtls.fingerprint|is no SHA-256|-fingerprint -sha256",
                "{\"cn\": \"shop\"}|mtls.cn|unknown key|subject"
            })
    void what_cannot_be_read_is_refused_with_the_cure(String settings, String place, String problem, String cure) {
        assertThat(Configured.read(new MtlsFactory(around), "{\"mtls\": " + settings + "}")
                        .errors()
                        .toString())
                .contains(place)
                .contains(problem)
                .contains(cure);
    }

    @Test
    void without_a_port_that_asks_for_certificates_it_is_refused() {
        Surroundings plain = new Surroundings(
                Optional::empty,
                System::nanoTime,
                InstantSource.system(),
                around.seen(),
                new GuardClients(Map.of()),
                new SlowChecks(Runnable::run),
                false);
        assertThat(Configured.read(new MtlsFactory(plain), "{\"mtls\": {}}")
                        .errors()
                        .toString())
                .contains("no port of this gateway asks senders for certificates")
                .contains("TLS_CLIENT_CA_FILE");
    }

    @Test
    void a_request_from_a_file_is_said_to_have_no_connection_and_one_of_the_quarantine_shows_its_certificate() {
        Configured guard = guard("{\"san\": \"dns:shop.example.com\"}");
        assertThat(guard.plan().describe()).isEqualTo("a client certificate for dns:shop.example.com");
        assertThat(guard.plan().explain(TestRequest.post("{}")).toString()).contains("no connection to look at");
        assertThat(guard.plan().explain(REQUEST).toString())
                .contains("CN=Issuing CA,O=Example")
                .contains("uri:spiffe://example.org/shop");
    }
}
