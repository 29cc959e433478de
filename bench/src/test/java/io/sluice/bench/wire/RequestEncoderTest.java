package io.sluice.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.sluice.core.event.Header;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestEncoderTest {
    private static final Target TARGET = Target.of("one", URI.create("http://localhost:8000/webhook/orders"));
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_795_000_000));

    @Test
    void the_numbered_payload_is_that_of_the_older_load_test() {
        RequestEncoder encoder = new RequestEncoder(
                TARGET, List.of(new Header("Authorization", "Bearer t")), new Payload.Numbered(), CLOCK);

        assertThat(text(encoder, 1234)).isEqualTo("""
                        POST /webhook/orders HTTP/1.1\r
                        Host: localhost:8000\r
                        Content-Type: application/json\r
                        Authorization: Bearer t\r
                        Content-Length: 86\r
                        \r
                        {"test_id": 1234, "message": "Performance test request 1234", "timestamp": 1795000000}""");
    }

    /** The signature was made with {@code openssl dgst -sha256 -hmac key}. */
    @Test
    void a_signed_payload_carries_its_signature_and_a_name_of_its_own() {
        RequestEncoder encoder = new RequestEncoder(TARGET, List.of(), new Payload.Signed("key", "run"), CLOCK);

        assertThat(text(encoder, 1234)).isEqualTo("""
                        POST /webhook/orders HTTP/1.1\r
                        Host: localhost:8000\r
                        Content-Type: application/json\r
                        X-Delivery-Id: run-1234\r
                        X-Signature: b788abcb449f6ffbd95e69622607f7d8a17820118e0707781049e7d65685f23d\r
                        Content-Length: 86\r
                        \r
                        {"test_id": 1234, "message": "Performance test request 1234", "timestamp": 1795000000}""");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 10, 99, 100, 999_999_999_999L, Long.MAX_VALUE})
    void the_declared_length_is_that_of_the_body(long number) {
        String request = text(new RequestEncoder(TARGET, List.of(), new Payload.Numbered(), CLOCK), number);
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);

        assertThat(request).contains("Content-Length: " + body.length() + "\r\n");
        assertThat(body).contains("\"test_id\": " + number + ",").contains("request " + number + "\"");
    }

    @Test
    void a_fixed_payload_can_be_sent_again_and_again() {
        RequestEncoder encoder = new RequestEncoder(
                TARGET,
                List.of(),
                new Payload.Fixed("abc".getBytes(StandardCharsets.US_ASCII), "text/plain", ""),
                CLOCK);

        assertThat(text(encoder, 1)).endsWith("Content-Length: 3\r\n\r\nabc");
        assertThat(text(encoder, 2)).isEqualTo(text(encoder, 1));
    }

    @Test
    void a_content_type_among_the_headers_replaces_the_payloads() {
        String request = text(
                new RequestEncoder(
                        TARGET, List.of(new Header("content-type", "text/xml")), new Payload.Numbered(), CLOCK),
                1);

        assertThat(request).contains("content-type: text/xml\r\n").doesNotContain("application/json");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 20, 29, 30, 100, 1024, 10_240})
    void a_payload_of_a_size_has_that_size_and_is_an_object(int size) {
        String json = new String(Payload.json(size), StandardCharsets.US_ASCII);

        assertThat(json).hasSize(size).startsWith("{").endsWith("}");
    }

    @Test
    void a_size_may_carry_a_unit_and_a_file_wins(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("body.json"), " [1]");

        assertThat(((Payload.Fixed) Payload.parse("10KB")).body()).hasSize(10_240);
        assertThat(((Payload.Fixed) Payload.parse(file.toString())).contentType())
                .isEqualTo("application/json");
        assertThatThrownBy(() -> Payload.parse("no-such-file")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Payload.parse("1")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(RequestEncoder encoder, long number) {
        ByteBuf request = encoder.encode(ByteBufAllocator.DEFAULT, number);
        try {
            return request.toString(StandardCharsets.ISO_8859_1);
        } finally {
            request.release();
        }
    }
}
