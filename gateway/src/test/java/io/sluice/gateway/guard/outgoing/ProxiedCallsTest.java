package io.sluice.gateway.guard.outgoing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.net.AllowedTarget;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.guard.ConnectProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards' calls through a proxy of the operator: the rules for addresses are the same, and the proxy never gets a name to resolve. */
class ProxiedCallsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    private static final String PUBLIC = "93.184.216.34";

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private volatile String answer = OK;
    private ServerSocket internet;
    private ConnectProxy proxy;

    @BeforeEach
    void start() throws IOException {
        internet = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = new ConnectProxy(internet.getLocalPort());
        environment.put("OUTGOING_PROXY", "http://gateway:hunter2@127.0.0.1:" + proxy.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        internet.close();
    }

    /** Reads what comes first on each connection, answers it and closes. */
    private void serve() {
        while (!internet.isClosed()) {
            try (Socket connection = internet.accept()) {
                InputStream in = connection.getInputStream();
                byte[] first = new byte[8_192];
                int length = in.read(first);
                arrived.add(new String(first, 0, Math.max(0, length), ISO_8859_1));
                OutputStream out = connection.getOutputStream();
                out.write(answer.getBytes(ISO_8859_1));
            } catch (IOException closed) { // by the test
            }
        }
    }

    private GuardClient client(String url, String... addresses) {
        GuardClients clients = new GuardClients(
                environment,
                _ -> Arrays.stream(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new));
        Problems problems = new Problems();
        AllowedTarget target = clients.read(
                SettingsFile.parse("w.json", ("{\"url\": \"" + url + "\"}").getBytes(UTF_8), Map.of(), problems),
                "url");
        assertThat(problems.errors()).isEmpty();
        return clients.client(target, new GuardClient.Limits(Duration.ofSeconds(20), 1_000));
    }

    @Test
    void the_proxy_is_asked_for_the_address_and_the_server_for_the_name() throws Exception {
        try (GuardClient client = client("http://keys.example.com/jwks?a=1", PUBLIC)) {
            GuardCall call = GuardCall.get().with("Authorization", "Bearer for-the-server");
            assertThat(client.exchange(call).text()).isEqualTo("hi");
        }
        assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT 93.184.216.34:80 HTTP/1.1\r\n");
        assertThat(arrived).singleElement().asString().startsWith("GET /jwks?a=1 HTTP/1.1\r\n");
        assertThat(arrived.getFirst()).containsIgnoringCase("\r\nHost: keys.example.com\r\n");
    }

    @Test
    void credentials_go_to_the_proxy_alone_and_those_of_the_call_to_the_server_alone() throws Exception {
        try (GuardClient client = client("http://keys.example.com/", PUBLIC)) {
            client.exchange(GuardCall.get().with("Authorization", "Bearer for-the-server"));
        }
        String basic = "Basic Z2F0ZXdheTpodW50ZXIy"; // gateway:hunter2
        assertThat(proxy.heads().getFirst())
                .contains("\r\nProxy-Authorization: " + basic + "\r\n")
                .doesNotContain("for-the-server", "keys.example.com");
        assertThat(arrived.getFirst())
                .contains("for-the-server")
                .doesNotContainIgnoringCase("Proxy-Authorization")
                .doesNotContain("Z2F0ZXdheTpodW50ZXIy");
    }

    @Test
    void tls_is_spoken_with_the_name_through_the_tunnel() {
        answer = "no TLS";
        try (GuardClient client = client("https://keys.example.com/", PUBLIC)) {
            assertThatThrownBy(() -> client.exchange(GuardCall.get().with("Authorization", "hunter3")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT 93.184.216.34:443 HTTP/1.1\r\n");
        // A ClientHello (RFC 8446) with the name in its extension server_name (RFC 6066), and nothing in the clear.
        assertThat(arrived)
                .singleElement()
                .asString()
                .startsWith("\u0016\u0003")
                .contains("keys.example.com");
        assertThat(arrived.getFirst()).doesNotContain("hunter3", "GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "169.254.169.254",
                "10.0.0.1",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::7f00:1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "fd00:ec2::254"
            })
    void a_name_that_leads_into_ones_own_network_is_refused_before_the_proxy_is_asked(String address) {
        for (String url : List.of("http://keys.example.com/", "https://keys.example.com/")) {
            try (GuardClient client = client(url, address)) {
                assertThatThrownBy(() -> client.exchange(GuardCall.get()))
                        .hasMessageContaining("keys.example.com leads to")
                        .hasMessageContaining("allowed_hosts");
            }
        }
        assertThat(proxy.heads()).isEmpty();
        assertThat(arrived).isEmpty();
    }

    @Test
    void of_several_addresses_the_proxy_is_asked_for_those_that_may_be_connected_to() throws Exception {
        proxy.refuses(number -> number == 1 ? "HTTP/1.1 502 Bad Gateway\r\n\r\n" : "");
        try (GuardClient client = client("http://keys.example.com/", "10.0.0.1", "2606:4700::1111", PUBLIC)) {
            assertThat(client.exchange(GuardCall.get()).text()).isEqualTo("hi");
        }
        assertThat(proxy.heads()).hasSize(2);
        assertThat(proxy.heads().getFirst()).startsWith("CONNECT [2606:4700:0:0:0:0:0:1111]:80 ");
        assertThat(proxy.heads().getLast()).startsWith("CONNECT 93.184.216.34:80 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::1]/"
            })
    void a_redirect_is_an_answer_and_leads_nowhere(String location) throws Exception {
        answer = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n";
        try (GuardClient client = client("http://keys.example.com/", PUBLIC)) {
            assertThat(client.exchange(GuardCall.get()).status()).isEqualTo(302);
        }
        assertThat(proxy.heads()).hasSize(1);
        assertThat(arrived).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"407, look at OUTGOING_PROXY", "502, cannot reach that address", "403, does not allow that"})
    void an_answer_of_the_proxy_is_told_as_such(int status, String told) {
        proxy.refuses(_ -> "HTTP/1.1 " + status + " No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n");
        try (GuardClient client = client("https://keys.example.com/", PUBLIC)) {
            assertThatThrownBy(() -> client.exchange(GuardCall.get()))
                    .hasMessageContaining("https://keys.example.com/: the proxy 127.0.0.1:" + proxy.port())
                    .hasMessageContaining(told)
                    .hasMessageContaining("(" + status + ")")
                    .hasMessageNotContaining("hunter2")
                    .hasMessageNotContaining("Z2F0");
        }
        assertThat(proxy.heads()).hasSize(1);
    }

    @Test
    void a_proxy_that_is_away_or_silent_is_told_as_such() throws Exception {
        GuardClients clients = new GuardClients(environment, _ -> new InetAddress[] {InetAddress.ofLiteral(PUBLIC)});
        AllowedTarget target = clients.known("https://keys.example.com/").orElseThrow();
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            environment.put("OUTGOING_PROXY", "http://127.0.0.1:" + silent.getLocalPort());
            GuardClients mute = new GuardClients(environment, _ -> new InetAddress[] {InetAddress.ofLiteral(PUBLIC)});
            try (GuardClient client = mute.client(target, new GuardClient.Limits(Duration.ofMillis(300), 10))) {
                assertThatThrownBy(() -> client.exchange(GuardCall.get()))
                        .hasMessageContaining("the proxy 127.0.0.1:" + silent.getLocalPort() + " gave no answer");
            }
        }
        proxy.close();
        try (GuardClient client = clients.client(target, GuardClient.Limits.DEFAULT)) {
            assertThatThrownBy(() -> client.exchange(GuardCall.get()))
                    .hasMessageContaining("the proxy 127.0.0.1:" + proxy.port() + " cannot be reached");
        }
    }

    @Test
    void an_exception_is_called_without_the_proxy() throws Exception {
        environment.put("ALLOW_LOCALHOST_FOR_TESTS", "true");
        environment.put("OUTGOING_NO_PROXY", "example.com");
        String url = "http://keys.example.com:" + internet.getLocalPort() + "/";
        try (GuardClient client = client(url, "127.0.0.1")) {
            assertThat(client.exchange(GuardCall.get()).text()).isEqualTo("hi");
        }
        environment.put("OUTGOING_NO_PROXY", "127.0.0.0/8");
        try (GuardClient client = client(url, "127.0.0.1")) {
            assertThat(client.exchange(GuardCall.get()).text()).isEqualTo("hi");
        }
        assertThat(proxy.heads()).isEmpty();
        assertThat(arrived).hasSize(2);
    }

    @Test
    void a_guard_that_cannot_ask_through_the_proxy_says_so_to_the_sender(@TempDir Path folder) throws Exception {
        proxy.refuses(_ -> "HTTP/1.1 407 No\r\n\r\n");
        String webhook = """
                {"orders": {"module": "log", "oauth2": {"introspection_endpoint": "https://93.184.216.34/introspect",
                  "client_id": "gateway", "client_secret": "s3cret"}}}""";
        RunningGateway.Setup setup = RunningGateway.in(folder).file(webhook);
        environment.forEach(setup::environment);
        try (RunningGateway gateway = setup.start()) {
            HttpResponse<String> response = gateway.post("/webhook/orders", "{}", "Authorization", "Bearer token");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
            assertThat(response.body()).doesNotContain("proxy", "407", "127.0.0.1");
            assertThat(gateway.eventsOf("orders")).isZero();
        }
        assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT 93.184.216.34:443 ");
    }
}
