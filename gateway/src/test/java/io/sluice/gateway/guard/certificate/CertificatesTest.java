package io.sluice.gateway.guard.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.outgoing.GuardClients;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How certificates are fetched, with a server on this machine in place of the sender's. The certificate is one of Amazon SNS, from
 * https://github.com/aws/aws-sdk-java-v2/tree/master/services-custom/sns-message-manager/src/test/resources
 */
final class CertificatesTest {
    private static final String PEM = pem();

    private static String pem() {
        try (InputStream file = CertificatesTest.class.getResourceAsStream("sns.pem")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private final Standing clock = new Standing(Instant.parse("2026-03-06T20:00:00Z"));
    private final Certificates certificates =
            new Certificates(new GuardClients(Map.of("ALLOW_LOCALHOST_FOR_TESTS", "true")), clock);
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";

    @BeforeEach
    void serve() throws IOException {
        answer = PEM;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            if (exchange.getRequestURI().getPath().startsWith("/slow")) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        open.countDown();
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Certificates.Found at(String path) {
        return certificates.at(url(path)).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void a_certificate_is_fetched_once_a_day() {
        assertThat(at("/a.pem")).isInstanceOf(Certificates.Found.Certificate.class);
        assertThat(at("/a.pem")).isInstanceOf(Certificates.Found.Certificate.class);
        assertThat(calls).hasValue(1);
        clock.move(Duration.ofHours(25));
        at("/a.pem");
        assertThat(calls).hasValue(2);
    }

    @Test
    void the_certificates_of_issuers_behind_it_are_not_looked_at() {
        answer = PEM + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assertThat(at("/chain.pem")).isInstanceOf(Certificates.Found.Certificate.class);
    }

    @Test
    void requests_that_name_the_same_one_wait_for_the_same_answer() {
        CompletableFuture<Certificates.Found> one = certificates.at(url("/slow.pem"));
        CompletableFuture<Certificates.Found> other = certificates.at(url("/slow.pem"));
        open.countDown();
        assertThat(one.orTimeout(10, TimeUnit.SECONDS).join())
                .isSameAs(other.orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(calls).hasValue(1);
    }

    @Test
    void few_are_fetched_at_a_time() {
        List<CompletableFuture<Certificates.Found>> slow = IntStream.range(0, 4)
                .mapToObj(i -> certificates.at(url("/slow" + i + ".pem")))
                .toList();
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        assertThat(at("/fifth.pem")).isInstanceOf(Certificates.Found.Unknown.class);
    }

    @Test
    void what_is_not_there_is_told_from_what_cannot_be_had_and_neither_is_asked_for_again_at_once() {
        status = 404;
        assertThat(at("/none.pem")).isInstanceOf(Certificates.Found.None.class);
        status = 503;
        assertThat(at("/away.pem")).isInstanceOf(Certificates.Found.Unknown.class);
        status = 200;
        assertThat(at("/away.pem")).isInstanceOf(Certificates.Found.Unknown.class);
        clock.move(Duration.ofSeconds(11));
        assertThat(at("/away.pem")).isInstanceOf(Certificates.Found.Certificate.class);
        answer = "no certificate";
        assertThat(at("/text.pem")).isInstanceOf(Certificates.Found.None.class);
    }

    @Test
    void names_of_certificates_that_are_not_there_put_out_none_that_is() {
        at("/right.pem");
        status = 404;
        IntStream.range(0, 100).forEach(i -> at("/none" + i + ".pem"));
        assertThat(at("/right.pem")).isInstanceOf(Certificates.Found.Certificate.class);
        assertThat(calls).hasValue(101);
    }

    @Test
    void an_address_that_must_not_be_called_is_not() {
        Certificates strict = new Certificates(new GuardClients(Map.of()), clock);
        assertThat(strict.at(url("/a.pem")).orTimeout(10, TimeUnit.SECONDS).join())
                .isNotInstanceOf(Certificates.Found.Certificate.class);
        assertThat(calls).hasValue(0);
    }
}
