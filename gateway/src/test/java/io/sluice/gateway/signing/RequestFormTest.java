package io.sluice.gateway.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.gateway.guard.provider.UnsentRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestFormTest {
    private static final List<Header> GIVEN = List.of(new Header("Content-Type", "application/json"));

    private static final UnsentRequest SIGNED = new UnsentRequest(
                    "POST",
                    URI.create("http://localhost:8000/webhook/orders?a=1"),
                    GIVEN,
                    "{\"it's\": \"Zoë\"}".getBytes(StandardCharsets.UTF_8))
            .with("X-Signature", "abc");

    private static String printed(RequestForm form) {
        return new String(form.of(SIGNED, GIVEN), StandardCharsets.UTF_8);
    }

    @Test
    void headers_are_those_that_signing_added() {
        assertThat(printed(RequestForm.HEADERS)).isEqualTo("X-Signature: abc\n");
    }

    @Test
    void a_command_holds_the_body_byte_for_byte_whatever_quotes_are_in_it() throws Exception {
        String echo = printed(RequestForm.CURL).replaceFirst("curl", "printf '%s\\\\n'");
        Process shell = new ProcessBuilder("sh", "-c", echo).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("http://localhost:8000/webhook/orders?a=1\n")
                .contains("X-Signature: abc\n")
                .endsWith("--data-binary\n{\"it's\": \"Zoë\"}\n");
    }

    @Test
    void a_whole_request_is_what_goes_over_the_wire() {
        assertThat(printed(RequestForm.HTTP)).isEqualTo("""
                        POST /webhook/orders?a=1 HTTP/1.1\r
                        Host: localhost:8000\r
                        Content-Type: application/json\r
                        X-Signature: abc\r
                        Content-Length: 16\r
                        \r
                        {"it's": "Zoë"}""");
    }
}
