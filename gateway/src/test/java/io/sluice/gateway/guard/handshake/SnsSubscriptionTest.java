package io.sluice.gateway.guard.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.outgoing.GuardClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confirmations, with a server on this machine in place of Amazon's. */
final class SnsSubscriptionTest {
    private final GuardClients clients = new GuardClients(Map.of("ALLOW_LOCALHOST_FOR_TESTS", "true"));
    private final Queue<String> called = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            called.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Verdict confirm(SnsSubscription subscription, String url) {
        return subscription
                .proven(TestRequest.post("{\"Type\": \"SubscriptionConfirmation\", \"SubscribeURL\": \"" + url + "\"}"))
                .orElseThrow()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private SnsSubscription local() {
        return new SnsSubscription(clients, Pattern.compile("http://127\\.0\\.0\\.1:.*"));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/?Action=ConfirmSubscription&Token=2336";
    }

    @Test
    void a_subscription_is_confirmed_at_the_url_that_the_message_names() {
        assertThat(confirm(local(), url()))
                .isInstanceOfSatisfying(
                        Verdict.Answered.class,
                        answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(called).containsExactly("/?Action=ConfirmSubscription&Token=2336");
    }

    @Test
    void amazon_sends_it_again_when_it_could_not_be_confirmed() {
        status = 500;
        assertThat(confirm(local(), url())).isInstanceOf(Verdict.Unavailable.class);
        server.stop(0);
        assertThat(confirm(local(), url())).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void no_other_url_is_called() {
        for (String url : List.of(
                url(),
                "https://example.com/?Action=ConfirmSubscription&Token=1",
                "http://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=1",
                "https://sns.us-west-2.amazonaws.com/?Action=DeleteTopic&Token=1",
                "https://sns.us-west-2.amazonaws.com@127.0.0.1/?Action=ConfirmSubscription&Token=1")) {
            assertThat(confirm(new SnsSubscription(clients), url)).isInstanceOf(Verdict.Reject.class);
        }
        assertThat(called).isEmpty();
    }

    @Test
    void the_end_of_a_subscription_is_answered_and_a_message_is_not() {
        SnsSubscription subscription = new SnsSubscription(clients);
        assertThat(subscription
                        .proven(TestRequest.post("{\"Type\": \"UnsubscribeConfirmation\"}"))
                        .orElseThrow()
                        .join())
                .isInstanceOf(Verdict.Answered.class);
        assertThat(subscription.proven(TestRequest.post("{\"Type\": \"Notification\"}")))
                .isEmpty();
    }
}
