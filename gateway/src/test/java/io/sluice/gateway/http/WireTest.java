package io.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.RunningGateway.RawConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no HTTP library would send, byte by byte. */
final class WireTest {
    private static final String HEAD = "POST /webhook/orders HTTP/1.1\r\nHost: h\r\n";

    @TempDir
    Path folder;

    @Test
    void pipelined_requests_are_answered_in_order() throws Exception {
        try (RunningGateway gateway = plain().start();
                RawConnection connection = gateway.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append(HEAD).append("Content-Length: 2\r\n\r\n").append(i % 2 == 0 ? "{}" : "{]");
            }
            connection.send(requests + "GET /nowhere HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

            String answers = connection.readToEnd();
            String expected = "200 OK.*400 Bad Request.*".repeat(25) + "404 Not Found.*";
            assertThat(Pattern.compile("HTTP/1.1 " + expected.replace("*", "*?(?:HTTP/1.1 )?"), Pattern.DOTALL)
                            .matcher(answers)
                            .lookingAt())
                    .isTrue();
            assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(52);
            assertThat(gateway.events()).hasSize(25);
        }
    }

    @Test
    void a_chunked_body_is_put_together() throws Exception {
        try (RunningGateway gateway = plain().start();
                RawConnection connection = gateway.connect()) {
            connection.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n");
            connection.send("4\r\n\":1}\r\n0\r\n\r\n");

            assertThat(connection.readUntil("200 OK\"}")).startsWith("HTTP/1.1 200 OK");
            assertThat(gateway.events().getFirst().body()).asString().isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void a_chunked_body_over_the_limit_is_refused_while_it_comes() throws Exception {
        try (RunningGateway gateway =
                        plain().environment("MAX_BODY_BYTES", "10").start();
                RawConnection connection = gateway.connect()) {
            connection.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n14\r\n" + "x".repeat(20) + "\r\n");

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 413 ");
            assertThat(gateway.events()).isEmpty();
        }
    }

    @Test
    void a_sender_that_expects_100_is_told_to_go_on() throws Exception {
        try (RunningGateway gateway = plain().start();
                RawConnection connection = gateway.connect()) {
            connection.send(HEAD + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            connection.send("{}");
            assertThat(connection.readUntil("200 OK\"}")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void a_header_that_is_too_long_gets_431_and_a_line_that_is_too_long_414() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            try (RawConnection connection = gateway.connect()) {
                connection.send(HEAD + "X-A: " + "a".repeat(9_000) + "\r\n\r\n");
                assertThat(connection.readToEnd()).startsWith("HTTP/1.1 431 ");
            }
            try (RawConnection connection = gateway.connect()) {
                connection.send("POST /webhook/" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(connection.readToEnd()).startsWith("HTTP/1.1 414 ");
            }
        }
    }

    @Test
    void a_body_that_does_not_arrive_in_time_gets_408() throws Exception {
        try (RunningGateway gateway =
                        plain().environment("REQUEST_TIMEOUT_SECONDS", "1").start();
                RawConnection connection = gateway.connect()) {
            connection.send(HEAD + "Content-Length: 2\r\n\r\n{");

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void a_head_that_does_not_arrive_in_time_is_cut_off() throws Exception {
        try (RunningGateway gateway =
                        plain().environment("IDLE_TIMEOUT_SECONDS", "1").start();
                RawConnection connection = gateway.connect()) {
            connection.send("POST /webhook/orders HT");

            assertThat(connection.readToEnd()).doesNotContain("200");
        }
    }

    @Test
    void a_head_that_drips_in_is_cut_off_too() throws Exception {
        try (RunningGateway gateway =
                        plain().environment("REQUEST_TIMEOUT_SECONDS", "1").start();
                RawConnection connection = gateway.connect()) {
            connection.send("POST /webhook/orders HTTP/1.1\r\n");
            connection.send("X-A: b\r\n");

            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void connections_beyond_the_bound_are_closed_and_the_others_served() throws Exception {
        try (RunningGateway gateway =
                        plain().environment("MAX_CONNECTIONS", "1").start();
                RawConnection first = gateway.connect()) {
            first.send(HEAD + "Content-Length: 2\r\n\r\n{}");
            first.readUntil("200 OK\"}");
            try (RawConnection second = gateway.connect()) {
                assertThat(second.readToEnd()).isEmpty();
            }
            first.send(HEAD + "Content-Length: 2\r\n\r\n{}");
            assertThat(first.readUntil("200 OK\"}")).contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void a_wrong_method_is_told_the_right_one() throws Exception {
        try (RunningGateway gateway = plain().start();
                RawConnection connection = gateway.connect()) {
            connection.send(
                    "PUT /webhook/orders HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 405 ").containsIgnoringCase("allow: POST");
        }
    }

    @Test
    void the_answer_to_an_accepted_event_is_this_to_the_byte() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            String post = "POST /webhook/orders HTTP/1.%d\r\nHost: h\r\nConnection: %s\r\nContent-Length: 2\r\n\r\n{}";
            try (RawConnection connection = gateway.connect()) {
                connection.send(HEAD + "Content-Length: 2\r\n\r\n{}");
                String answer = connection.readUntil("200 OK\"}");
                assertThat(answer).isEqualTo(accepted("1", lastId(gateway), ""));
                connection.send(post.formatted(1, "close"));
                assertThat(connection.readToEnd()).isEqualTo(accepted("1", lastId(gateway), "connection: close\r\n"));
            }
            try (RawConnection connection = gateway.connect()) {
                connection.send(post.formatted(0, "keep-alive"));
                String answer = connection.readUntil("200 OK\"}");
                assertThat(answer).isEqualTo(accepted("0", lastId(gateway), "connection: keep-alive\r\n"));
                connection.send("POST /webhook/orders HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}");
                assertThat(connection.readToEnd()).isEqualTo(accepted("0", lastId(gateway), ""));
            }
        }
    }

    @Test
    void each_of_many_requests_in_one_piece_is_answered_with_its_own_id() throws Exception {
        try (RunningGateway gateway = plain().start();
                RawConnection connection = gateway.connect()) {
            connection.send((HEAD + "Content-Length: 2\r\n\r\n{}").repeat(50));
            List<String> answered = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String answer = connection.readUntil("200 OK\"}");
                answered.add(answer.replaceAll("(?s).*X-Event-Id: (\\S+)\r\n.*", "$1"));
            }
            assertThat(gateway.events())
                    .extracting(event -> event.id().toString())
                    .containsExactlyElementsOf(answered);
        }
    }

    private static String lastId(RunningGateway gateway) throws Exception {
        return gateway.events().getLast().id().toString();
    }

    private static String accepted(String minor, String id, String connection) {
        return "HTTP/1." + minor + " 200 OK\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n"
                + "X-XSS-Protection: 1; mode=block\r\nReferrer-Policy: strict-origin-when-cross-origin\r\n"
                + "Permissions-Policy: geolocation=(), microphone=(), camera=(), payment=(), usb=(), magnetometer=(),"
                + " gyroscope=(), accelerometer=()\r\nContent-Security-Policy: "
                + "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
                + "\r\ncontent-type: application/json\r\ncontent-length: 20\r\nX-Event-Id: " + id + "\r\n"
                + connection + "\r\n{\"message\":\"200 OK\"}";
    }

    @Test
    void a_request_may_arrive_in_two_pieces_wherever_it_is_cut() throws Exception {
        String request = HEAD + "X-One: 1\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
        try (RunningGateway gateway = plain().start();
                RawConnection connection = gateway.connect()) {
            for (int cut = 1; cut < request.length(); cut++) {
                connection.send(request.substring(0, cut));
                connection.send(request.substring(cut));
                assertThat(connection.readUntil("200 OK\"}")).startsWith("HTTP/1.1 200 OK");
            }
            connection.send((request + request).repeat(5));
            for (int i = 0; i < 10; i++) {
                assertThat(connection.readUntil("200 OK\"}")).startsWith("HTTP/1.1 200 OK");
            }
            assertThat(gateway.events()).hasSize(request.length() - 1 + 10).allSatisfy(event -> {
                assertThat(event.body()).asString().isEqualTo("{\"a\":1}");
                assertThat(event.headers())
                        .containsExactly(
                                new Header("Host", "h"), new Header("X-One", "1"), new Header("Content-Length", "7"));
            });
        }
    }

    @Test
    void what_a_request_says_is_not_taken_from_the_one_before() throws Exception {
        try (RunningGateway gateway = plain().webhook("others", Map.of()).start();
                RawConnection connection = gateway.connect()) {
            String end = "Content-Length: 2\r\n\r\n{}";
            connection.send(HEAD + "X-Aa: 1\r\n" + end);
            connection.readUntil("200 OK\"}");
            connection.send("POST /webhook/others HTTP/1.1\r\nHost: i\r\nx-aa: 2\r\nX-Bb: 3\r\n" + end);
            connection.readUntil("200 OK\"}");

            assertThat(gateway.events().getLast().webhookId()).isEqualTo("others");
            assertThat(gateway.events().getLast().headers())
                    .containsExactly(
                            new Header("Host", "i"),
                            new Header("x-aa", "2"),
                            new Header("X-Bb", "3"),
                            new Header("Content-Length", "2"));
        }
    }

    private RunningGateway.Setup plain() {
        return RunningGateway.in(folder).webhook("orders", Map.of());
    }
}
