package io.sluice.core.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server here is a proxy that reads one request and says what the test wants. */
class OutgoingProxyTest {
    private static final int ENOUGH_MILLIS = 20_000;
    private static final InetSocketAddress FAR = new InetSocketAddress(InetAddress.ofLiteral("93.184.216.34"), 443);

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private OutgoingProxy proxy(String credentials, String exceptions) {
        return OutgoingProxy.of(Map.of(
                        "OUTGOING_PROXY",
                        "http://" + credentials + "127.0.0.1:" + server.getLocalPort(),
                        "OUTGOING_NO_PROXY",
                        exceptions))
                .orElseThrow();
    }

    /** Reads a head and answers; the head comes out. The connection stays open until the client closes it. */
    private CompletableFuture<String> answering(String answer) {
        CompletableFuture<String> head = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (Socket connection = server.accept()) {
                InputStream in = connection.getInputStream();
                StringBuilder text = new StringBuilder();
                while (text.indexOf("\r\n\r\n") < 0) {
                    text.append((char) in.read());
                }
                connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
                head.complete(text.toString());
                in.read();
            } catch (IOException e) {
                head.completeExceptionally(e);
            }
        });
        return head;
    }

    @ParameterizedTest
    @CsvSource({
        "93.184.216.34, 93.184.216.34:443",
        "::ffff:93.184.216.34, 93.184.216.34:443",
        "2606:4700::1111, [2606:4700:0:0:0:0:0:1111]:443"
    })
    void it_is_asked_for_the_address(String address, String asked) throws Exception {
        CompletableFuture<String> head = answering("HTTP/1.1 200 Connection established\r\nX: y\r\n\r\nfirst");
        try (Socket socket = proxy("", "").socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), 443), ENOUGH_MILLIS);

            assertThat(head.get(20, TimeUnit.SECONDS))
                    .isEqualTo("CONNECT " + asked + " HTTP/1.1\r\nHost: " + asked + "\r\n\r\n");
            assertThat(socket.getInputStream().readNBytes(5))
                    .asString(ISO_8859_1)
                    .isEqualTo("first");
        }
    }

    @Test
    void it_gets_its_credentials() throws Exception {
        CompletableFuture<String> head = answering("HTTP/1.0 200\r\n\r\n");
        try (Socket socket = proxy("gate%40way:p+w%3Aö@", "").socket()) {
            socket.connect(FAR, ENOUGH_MILLIS);
            assertThat(head.get(20, TimeUnit.SECONDS))
                    .contains("\r\nProxy-Authorization: Basic "
                            + java.util.Base64.getEncoder()
                                    .encodeToString("gate@way:p+w:ö".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "407, OUTGOING_PROXY",
        "403, allow CONNECT",
        "502, cannot reach that address (502)",
        "301, answered 301",
        "100, answered 100"
    })
    void an_answer_other_than_2xx_leads_nowhere_and_is_told(String status, String told) throws Exception {
        CompletableFuture<String> head = answering("HTTP/1.1 " + status + " No\r\nLocation: http://10.0.0.1/\r\n\r\n");
        try (Socket socket = proxy("gate:hunter2@", "").socket()) {
            assertThatThrownBy(() -> socket.connect(FAR, ENOUGH_MILLIS))
                    .isInstanceOf(ProxyFailure.class)
                    .hasMessageContaining("127.0.0.1:" + server.getLocalPort())
                    .hasMessageContaining("93.184.216.34:443")
                    .hasMessageContaining(told)
                    .hasMessageNotContaining("hunter2");
            assertThat(socket.isClosed()).isTrue();
        }
        assertThat(head.get(20, TimeUnit.SECONDS)).startsWith("CONNECT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "\r\n\r\n"})
    void what_is_no_answer_of_http_leads_nowhere(String answer) throws Exception {
        CompletableFuture<String> head = answering(answer);
        try (Socket socket = proxy("", "").socket()) {
            assertThatThrownBy(() -> socket.connect(FAR, ENOUGH_MILLIS))
                    .isInstanceOf(ProxyFailure.class)
                    .hasMessageContaining("not of HTTP");
        }
        assertThat(head.get(20, TimeUnit.SECONDS)).startsWith("CONNECT");
    }

    @Test
    void silence_an_endless_head_and_a_proxy_that_is_away_are_told() throws Exception {
        CompletableFuture<String> head = answering("");
        try (Socket socket = proxy("", "").socket()) {
            assertThatThrownBy(() -> socket.connect(FAR, 200)).hasMessageContaining("gave no answer");
        }
        head.join();
        CompletableFuture<String> other = answering("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000));
        try (Socket socket = proxy("", "").socket()) {
            assertThatThrownBy(() -> socket.connect(FAR, ENOUGH_MILLIS)).hasMessageContaining("gave no answer");
        }
        other.handle((_, _) -> true).join();
        OutgoingProxy away = proxy("", "");
        server.close();
        try (Socket socket = away.socket()) {
            assertThatThrownBy(() -> socket.connect(FAR, ENOUGH_MILLIS))
                    .isInstanceOf(ProxyFailure.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void exceptions_are_connected_to_without_it() throws Exception {
        OutgoingProxy proxy = proxy("", " internal.example.com, .corp ,127.0.0.0/8, 2001:db8::1");
        assertThat(proxy.serves("example.com")).isTrue();
        assertThat(proxy.serves("xinternal.example.com")).isTrue();
        assertThat(proxy.serves("internal.example.com")).isFalse();
        assertThat(proxy.serves("a.internal.example.com")).isFalse();
        assertThat(proxy.serves("hooks.corp")).isFalse();
        assertThat(proxy.spares(InetAddress.ofLiteral("2001:db8::1"))).isTrue();
        try (ServerSocket near = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket socket = proxy.socket()) {
            socket.connect(near.getLocalSocketAddress(), ENOUGH_MILLIS);
            near.accept().close();
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com:3128",
                "https://proxy.example.com:3128",
                "socks5://proxy.example.com:1080",
                "http://proxy.example.com",
                "http://proxy.example.com:3128/path",
                "http://0x7f.1:3128",
                "http://user:hunter2%zz@proxy.example.com:3128",
                "http://user:hunter2%0d%0a@proxy.example.com:3128",
                "http://us%3aer:hunter2@proxy.example.com:3128",
                "http://:hunter2@proxy.example.com:3128",
                "user:hunter2@proxy.example.com:3128",
                "user@http://:hunter2:3128"
            })
    void a_proxy_that_cannot_be_used_is_refused_with_a_cure_and_without_its_password(String url) {
        assertThatThrownBy(() -> OutgoingProxy.of(Map.of("OUTGOING_PROXY", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("OUTGOING_PROXY: ")
                .hasMessageContaining("http://proxy.example.com:3128")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "http://a.example", "10.0.0.0/33", "a b", "10.1", "a..b"})
    void an_exception_that_is_no_host_is_refused(String exceptions) {
        assertThatThrownBy(() -> proxy("", "example.com," + exceptions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OUTGOING_NO_PROXY: \"" + exceptions + "\"");
    }

    @Test
    void it_shows_no_credentials_and_none_is_none() {
        assertThat(OutgoingProxy.of(Map.of("OUTGOING_PROXY", "http://u:hunter2@[::1]:3128/")))
                .get()
                .hasToString("[::1]:3128");
        assertThat(OutgoingProxy.of(Map.of("OUTGOING_PROXY", " "))).isEqualTo(Optional.empty());
    }
}
