package io.sluice.gateway.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.event.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestTextTest {
    private static RequestText parse(String recording) {
        return RequestText.parse(recording.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(RequestText request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    @Test
    void what_goes_over_the_wire_is_read_byte_for_byte() {
        RequestText read = parse(
                "POST /webhook/orders?a=1 HTTP/1.1\r\nHost: example.com\r\nX-Name:  Zoë \r\n\r\n{\"a\":\r\n\r\n1}\r\n");

        assertThat(read.method()).isEqualTo("POST");
        assertThat(read.target()).isEqualTo("/webhook/orders?a=1");
        assertThat(read.header("host")).contains("example.com");
        assertThat(read.header("X-Name").orElseThrow().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo("Zoë".getBytes(StandardCharsets.UTF_8));
        assertThat(body(read)).isEqualTo("{\"a\":\r\n\r\n1}\r\n");
        assertThat(read.remarks()).isEmpty();
    }

    @Test
    void lines_may_end_with_a_newline_alone_as_an_editor_writes_them() {
        RequestText read = parse("POST / HTTP/1.1\nHost: example.com\n\n{}");

        assertThat(read.headers()).containsExactly(new Header("Host", "example.com"));
        assertThat(body(read)).isEqualTo("{}");
    }

    @Test
    void what_stands_behind_the_content_length_is_left_out_and_told() {
        RequestText read = parse("POST / HTTP/1.1\nContent-Length: 2\n\n{}\n");

        assertThat(body(read)).isEqualTo("{}");
        assertThat(read.remarks()).singleElement().asString().contains("1 bytes");
    }

    @Test
    void a_body_that_is_shorter_than_its_content_length_is_told() {
        assertThat(parse("POST / HTTP/1.1\nContent-Length: 9\n\n{}").remarks())
                .singleElement()
                .asString()
                .contains("9 bytes", "2 are there", "cut off");
    }

    @Test
    void chunks_are_joined() {
        RequestText read =
                parse("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n");

        assertThat(body(read)).isEqualTo("{\"a\":1}");
        assertThat(read.remarks()).isEmpty();
    }

    @Test
    void a_body_that_only_says_that_it_is_chunked_is_taken_as_it_stands_and_told() {
        RequestText read = parse("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{\"a\":1}");

        assertThat(body(read)).isEqualTo("{\"a\":1}");
        assertThat(read.remarks()).singleElement().asString().contains("no chunks");
    }

    @Test
    void chunks_that_are_cut_off_are_told() {
        assertThat(parse("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a")
                        .remarks())
                .singleElement()
                .asString()
                .contains("cut off");
        assertThat(parse("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}")
                        .remarks())
                .singleElement()
                .asString()
                .contains("missing");
    }

    @Test
    void of_what_curl_prints_the_request_is_read_and_the_answer_is_not() {
        RequestText read = parse("""
                *   Trying 127.0.0.1:8000...
                * Connected to localhost (127.0.0.1) port 8000 (#0)
                > POST /webhook/orders HTTP/1.1
                > Host: localhost:8000
                > X-Signature: abc
                >\s
                < HTTP/1.1 401 Unauthorized
                < Content-Type: application/problem+json
                {"status":401}
                """);

        assertThat(read.target()).isEqualTo("/webhook/orders");
        assertThat(read.headers())
                .containsExactly(new Header("Host", "localhost:8000"), new Header("X-Signature", "abc"));
        assertThat(read.body()).isEmpty();
        assertThat(read.remarks()).singleElement().asString().contains("--body");
    }

    @Test
    void what_is_no_request_is_refused_with_line_and_cure() {
        assertThatThrownBy(() -> parse("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> parse("{\"a\": 1}\n"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("POST /webhook/orders HTTP/1.1");
        assertThatThrownBy(() -> parse("POST / HTTP/1.1\nHost: a\n{\"a\": 1}\n"))
                .hasMessageContaining("line 3");
    }

    @Test
    void it_can_be_read_as_called_at_another_url() {
        RequestText read = parse("POST /a HTTP/1.1\nHost: localhost\nX-A: 1\n\n{}")
                .calledAt(URI.create("https://hooks.example.com:8443/webhook/orders?a=1"));

        assertThat(read.target()).isEqualTo("/webhook/orders?a=1");
        assertThat(read.headers())
                .containsExactly(new Header("Host", "hooks.example.com:8443"), new Header("X-A", "1"));
    }
}
