package io.sluice.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.RunningGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway with a TLS port, and senders with and without certificates, over sockets. */
final class TlsPortIT {
    private static final Authority SERVERS = Authority.root("CN=Servers");
    private static final Authority SENDERS = Authority.root("CN=Senders");
    private static final Authority.Issued OWN = SERVERS.issue("CN=gateway", "dns:localhost");
    private static final Authority.Issued SHOP = SENDERS.issue("CN=shop", "uri:spiffe://example.org/shop");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        certify(OWN);
        trust(SENDERS.pem());
    }

    private void certify(Authority.Issued own) throws Exception {
        Authority.write(folder, "key.pem", own.keyPem());
        Authority.write(folder, "tls.pem", own.chainPem());
    }

    private void trust(String authorities) throws Exception {
        Authority.write(folder, "ca.pem", authorities);
    }

    private RunningGateway.Setup setup() {
        return RunningGateway.in(folder)
                .webhook("open", Map.of())
                .webhook("shop", Map.of("mtls", Map.of("san", "uri:spiffe://example.org/shop")))
                .webhook("any", Map.of("mtls", Map.of()))
                .environment("EVENT_LOOPS", "1")
                .environment("TLS_PORT", "0")
                .environment("TLS_CERTIFICATE_FILE", folder.resolve("tls.pem").toString())
                .environment("TLS_KEY_FILE", folder.resolve("key.pem").toString())
                .environment("TLS_CLIENT_CA_FILE", folder.resolve("ca.pem").toString())
                .environment("TLS_RENEWAL_SECONDS", "1");
    }

    private static int port(RunningGateway gateway) {
        return gateway.gateway.tlsPort().orElseThrow();
    }

    private static TlsClient showing(Authority.Issued own) throws Exception {
        return new TlsClient(SERVERS, Optional.of(own));
    }

    private static TlsClient silent() throws Exception {
        return new TlsClient(SERVERS, Optional.empty());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
        }
    }

    private static double metric(RunningGateway gateway, String name) throws Exception {
        return gateway.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_sender_is_let_in_by_its_certificate_and_others_go_on_without_one(String version) throws Exception {
        try (RunningGateway gateway = setup().start()) {
            assertThat(showing(SHOP).post(port(gateway), "shop", version)).isEqualTo(200);
            assertThat(showing(SHOP).post(port(gateway), "any", version)).isEqualTo(200);
            assertThat(showing(SHOP).post(port(gateway), "open", version)).isEqualTo(200);
            assertThat(silent().post(port(gateway), "open", version)).isEqualTo(200);
            assertThat(silent().post(port(gateway), "any", version)).isEqualTo(401);
            TlsClient other = showing(SENDERS.issue("CN=other"));
            assertThat(other.post(port(gateway), "any", version)).isEqualTo(200);
            assertThat(other.post(port(gateway), "shop", version)).isEqualTo(401);
        }
    }

    @Test
    void a_session_that_is_resumed_still_has_its_certificate() throws Exception {
        try (RunningGateway gateway = setup().start()) {
            TlsClient client = showing(SHOP);
            for (int i = 0; i < 3; i++) {
                assertThat(client.post(port(gateway), "shop")).isEqualTo(200);
                assertThat(client.post(port(gateway), "shop", "TLSv1.2")).isEqualTo(200);
            }
        }
    }

    @Test
    void a_connection_keeps_its_certificate_for_every_request_and_shares_it_with_nobody() throws Exception {
        try (RunningGateway gateway = setup().start();
                TlsClient.Connection shop = showing(SHOP).connect(port(gateway));
                TlsClient.Connection nobody = silent().connect(port(gateway))) {
            for (int i = 0; i < 3; i++) {
                assertThat(shop.post("shop")).isEqualTo(200);
                assertThat(nobody.post("shop")).isEqualTo(401);
            }
        }
    }

    @Test
    void what_a_header_says_of_a_certificate_counts_for_nothing() throws Exception {
        try (RunningGateway gateway = setup().start();
                TlsClient.Connection nobody = silent().connect(port(gateway))) {
            String header = SHOP.chainPem().replace("\n", "");
            assertThat(nobody.post("shop", "X-Client-Cert: " + header, "X-Forwarded-Client-Cert: " + header))
                    .isEqualTo(401);
            assertThat(gateway.post("/webhook/shop", "{}", "X-Client-Cert", header, "Client-Cert", header)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_certificate_of_a_stranger_or_out_of_its_time_ends_the_handshake() throws Exception {
        Instant now = Instant.now();
        Authority impostor = Authority.root("CN=Senders");
        try (RunningGateway gateway = setup().start()) {
            for (Authority.Issued wrong : new Authority.Issued[] {
                impostor.issue("CN=shop", "uri:spiffe://example.org/shop"),
                SERVERS.issue("CN=shop"),
                SENDERS.issue("CN=shop", now.minusSeconds(90), now.minusSeconds(60)),
                SENDERS.issue("CN=shop", now.plusSeconds(600), now.plusSeconds(900)),
                new Authority.Issued(
                        SHOP.key(),
                        SENDERS.issue(
                                        "CN=no authority",
                                        SHOP.own().getNotBefore().toInstant(),
                                        now.plusSeconds(60))
                                .chain())
            }) {
                assertThatThrownBy(() -> showing(wrong).post(port(gateway), "open"))
                        .isInstanceOf(IOException.class);
            }
            await(() -> metric(gateway, "sluice_tls_handshakes_failed_total{cause=\"client_certificate\"}") >= 4);
            assertThat(showing(SHOP).post(port(gateway), "shop")).isEqualTo(200);
            assertThat(gateway.events()).hasSize(1);
        }
    }

    @Test
    void other_authorities_are_taken_up_and_who_was_let_in_by_those_of_before_is_not_any_more() throws Exception {
        Authority next = Authority.root("CN=Next senders");
        Authority.Issued late = next.issue("CN=shop", "uri:spiffe://example.org/shop");
        try (RunningGateway gateway = setup().start();
                TlsClient.Connection old = showing(SHOP).connect(port(gateway));
                TlsClient.Connection other = silent().connect(port(gateway))) {
            TlsClient returning = showing(SHOP);
            assertThat(returning.post(port(gateway), "shop")).isEqualTo(200);
            assertThat(old.post("shop")).isEqualTo(200);
            assertThat(other.post("open")).isEqualTo(200);

            trust(SENDERS.pem() + next.pem());
            await(() -> accepted(showing(late), gateway));
            assertThat(old.post("shop")).as("still among the authorities").isEqualTo(200);

            trust(next.pem());
            await(() -> old.post("shop") == 401);
            assertThat(other.post("open")).isEqualTo(200);
            assertThatThrownBy(() -> returning.post(port(gateway), "shop")).isInstanceOf(IOException.class);
            assertThat(showing(late).post(port(gateway), "shop")).isEqualTo(200);
        }
    }

    private static boolean accepted(TlsClient client, RunningGateway gateway) {
        try {
            return client.post(port(gateway), "shop") == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void a_renewed_certificate_is_taken_up_and_a_broken_one_is_not() throws Exception {
        Authority next = Authority.root("CN=Next servers");
        TlsClient later = new TlsClient(next, Optional.of(SHOP));
        try (RunningGateway gateway = setup().start()) {
            assertThat(metric(gateway, "sluice_tls_certificate_expiry_seconds{certificate=\"own\"}"))
                    .isPositive();
            Authority.Issued renewed = next.issue("CN=gateway", "dns:localhost");
            Authority.write(folder, "tls.pem", renewed.chainPem()); // the key is not there yet
            assertThat(showing(SHOP).post(port(gateway), "shop")).isEqualTo(200);
            Authority.write(folder, "key.pem", renewed.keyPem());
            await(() -> accepted(later, gateway));
            Authority.write(folder, "tls.pem", "nothing");
            trust(SENDERS.pem() + next.pem());
            assertThat(later.post(port(gateway), "shop")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0016\u0003\u0001\u00ff\u00ff\u0001",
                "\0\0\0\0\0\0\0\0",
                "\u0080\u0002\u0001"
            })
    void what_is_no_tls_is_closed(String bytes) throws Exception {
        try (RunningGateway gateway = setup().environment("TLS_HANDSHAKE_TIMEOUT_SECONDS", "1")
                        .start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(gateway))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(TlsClient.closed(socket)).isTrue();
            await(() -> metric(gateway, "sluice_tls_handshakes_failed_total{cause=\"other\"}") == 1);
            assertThat(silent().post(port(gateway), "open")).isEqualTo(200);
        }
    }

    @Test
    void who_says_nothing_has_a_limited_time_and_counts_among_the_connections() throws Exception {
        try (RunningGateway gateway = setup().environment("MAX_CONNECTIONS", "3")
                        .environment("TLS_HANDSHAKE_TIMEOUT_SECONDS", "5")
                        .start();
                Socket first = new Socket(InetAddress.getLoopbackAddress(), port(gateway));
                Socket second = new Socket(InetAddress.getLoopbackAddress(), port(gateway))) {
            await(() -> metric(gateway, "sluice_connections") == 3);
            assertThatThrownBy(() -> silent().post(port(gateway), "open")).isInstanceOf(IOException.class);
            await(() -> metric(gateway, "sluice_connections_refused_total") == 1);
            first.setSoTimeout(20_000);
            assertThat(TlsClient.closed(first)).isTrue();
            second.setSoTimeout(20_000);
            assertThat(TlsClient.closed(second)).isTrue();
            await(() -> metric(gateway, "sluice_connections") == 1);
            assertThat(silent().post(port(gateway), "open")).isEqualTo(200);
        }
    }

    @Test
    void http_that_is_malformed_gets_its_answer_over_tls_too() throws Exception {
        try (RunningGateway gateway = setup().start()) {
            for (String wrong : new String[] {
                "NOT HTTP\r\n\r\n",
                "POST /webhook/open HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"
            }) {
                try (TlsClient.Connection connection = silent().connect(port(gateway))) {
                    assertThat(connection.send(wrong)).isEqualTo(400);
                    assertThat(TlsClient.closed(connection.socket())).isTrue();
                }
            }
            try (TlsClient.Connection connection = silent().connect(port(gateway))) {
                assertThat(connection.send(
                                "POST /webhook/open HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"))
                        .isEqualTo(413);
            }
        }
    }

    @Test
    void there_may_be_no_port_in_clear_text() throws Exception {
        try (RunningGateway gateway = setup().environment("TLS_ONLY", "true").start()) {
            assertThat(gateway.gateway.port()).isEqualTo(port(gateway));
            assertThat(silent().post(port(gateway), "open")).isEqualTo(200);
        }
    }

    @Test
    void what_cannot_be_used_keeps_the_gateway_from_starting() throws Exception {
        Authority.write(folder, "key.pem", SERVERS.issue("CN=another").keyPem());
        assertThatThrownBy(() -> setup().open())
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("TLS_KEY_FILE")
                .contains("is not the key of the first certificate");
    }
}
