package io.sluice.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network of a proof, with a server behind it that answers every request of eight bytes with twenty. */
class TcpProxyTest {
    private static final String ANSWER = "0123456789ABCDEFGHIJ";
    private final BlockingQueue<String> carriedOut = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = new TcpProxy(server.getLocalPort(), "INSERT", Duration.ofMillis(1));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> answer(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            for (byte[] request = client.getInputStream().readNBytes(8);
                    request.length == 8;
                    request = client.getInputStream().readNBytes(8)) {
                carriedOut.add(text(request));
                client.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // As under test.
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answerOf(Socket socket) throws IOException {
        return text(socket.getInputStream().readNBytes(ANSWER.length()));
    }

    @Test
    void passes_requests_and_answers() throws IOException {
        try (Socket socket = connect()) {
            ask(socket, "request1");
            assertThat(answerOf(socket)).isEqualTo(ANSWER);
        }
    }

    @Test
    void passes_them_late_when_slow() throws IOException {
        proxy.become(Network.SLOW);
        try (Socket socket = connect()) {
            ask(socket, "request1");
            assertThat(answerOf(socket)).isEqualTo(ANSWER);
        }
    }

    @Test
    void loses_the_answer_to_a_marked_request_that_was_carried_out() throws Exception {
        proxy.become(Network.ANSWER_LOST);
        try (Socket socket = connect()) {
            ask(socket, "INSERT 1");
            assertThatThrownBy(() -> answerOf(socket)).isInstanceOf(IOException.class);
        }
        assertThat(carriedOut.poll(10, TimeUnit.SECONDS)).isEqualTo("INSERT 1");
        assertThat(proxy.answersLost()).isOne();
    }

    @Test
    void does_not_lose_the_answers_to_others() throws IOException {
        proxy.become(Network.ANSWER_LOST);
        try (Socket socket = connect()) {
            ask(socket, "SELECT 1");
            assertThat(answerOf(socket)).isEqualTo(ANSWER);
        }
    }

    @Test
    void resets_connections_when_cut_and_takes_no_new_ones() throws IOException {
        try (Socket before = connect()) {
            ask(before, "request1");
            assertThat(answerOf(before)).isEqualTo(ANSWER);
            proxy.become(Network.CUT);
            assertThatThrownBy(() -> before.getInputStream().readNBytes(1)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> {
                    try (Socket after = connect()) {
                        ask(after, "request2");
                        if (after.getInputStream().read() < 0) {
                            throw new IOException("ended");
                        }
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void swallows_everything_when_half_open_and_resets_when_that_ends() throws IOException {
        proxy.become(Network.SILENT);
        try (Socket socket = connect()) {
            ask(socket, "request1");
            socket.setSoTimeout(50);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(10_000);
            proxy.become(Network.SOUND);
            assertThatThrownBy(() -> socket.getInputStream().readNBytes(1)).isInstanceOf(IOException.class);
        }
        assertThat(carriedOut).isEmpty();
    }
}
