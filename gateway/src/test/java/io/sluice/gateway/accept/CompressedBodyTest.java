package io.sluice.gateway.accept;

import static io.sluice.gateway.coding.Compressed.deflate;
import static io.sluice.gateway.coding.Compressed.gzip;
import static io.sluice.gateway.coding.Compressed.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Event;
import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.RunningGateway;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed bodies from the socket to the journal. */
final class CompressedBodyTest {
    private static final byte[] ORDER = "{\"order\":42}".getBytes(UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "X-GZIP"})
    void the_journal_has_the_plain_body_and_headers_that_fit_it(String coding) throws Exception {
        try (RunningGateway gateway = plain().start()) {
            HttpResponse<String> answer = post(
                    gateway,
                    gzip(ORDER),
                    "Content-Encoding",
                    coding,
                    "Content-Digest",
                    "sha-256=:AAAA:",
                    "X-Signature",
                    "kept");
            assertThat(answer.statusCode()).isEqualTo(200);
            Event event = gateway.events().getFirst();
            assertThat(event.body()).isEqualTo(ORDER);
            assertThat(value(event, "Content-Length")).contains(Integer.toString(ORDER.length));
            assertThat(value(event, "Content-Encoding")).isEmpty();
            assertThat(value(event, "Content-Digest")).isEmpty();
            assertThat(value(event, "X-Signature")).contains("kept");
        }
    }

    @Test
    void deflate_means_the_zlib_format() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            assertThat(post(gateway, deflate(ORDER), "Content-Encoding", "deflate")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.events().getFirst().body()).isEqualTo(ORDER);
        }
    }

    @Test
    void identity_is_no_coding() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            assertThat(post(gateway, ORDER, "Content-Encoding", "identity").statusCode())
                    .isEqualTo(200);
            assertThat(gateway.events().getFirst().body()).isEqualTo(ORDER);
        }
    }

    /** A small body that comes out large, and a large one, are inflated beside the event loop. */
    @ParameterizedTest
    @ValueSource(ints = {60_000, 65_536, 65_537, 3_000_000})
    void bodies_of_any_size_up_to_the_limit_come_out_byte_for_byte(int length) throws Exception {
        byte[] dull = new byte[length];
        Arrays.fill(dull, (byte) ' ');
        dull[0] = '1';
        StringBuilder text = new StringBuilder("[0");
        for (int i = 1; text.length() < length; i++) {
            text.append(',').append(i * 7_919L);
        }
        byte[] varied = text.append(']').toString().getBytes(UTF_8);
        try (RunningGateway gateway = plain().start()) {
            for (byte[] body : new byte[][] {dull, varied}) {
                assertThat(post(gateway, gzip(body), "Content-Encoding", "gzip").statusCode())
                        .isEqualTo(200);
                assertThat(gateway.events().getLast().body()).isEqualTo(body);
            }
        }
    }

    @Test
    void what_comes_out_is_checked_like_any_other_body() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            AcceptTest.assertProblem(
                    post(gateway, gzip("{]".getBytes(UTF_8)), "Content-Encoding", "gzip"),
                    400,
                    "Malformed JSON payload");
            AcceptTest.assertProblem(
                    post(gateway, gzip(gzip(ORDER)), "Content-Encoding", "gzip"), 400, "Malformed JSON payload");
            assertThat(gateway.events()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 50_000, 5_000_000})
    void a_body_that_comes_out_larger_than_the_limit_is_refused_whole(int limit) throws Exception {
        byte[] full = new byte[limit];
        Arrays.fill(full, (byte) ' ');
        full[0] = '1';
        byte[] over = Arrays.copyOf(full, limit + 1);
        over[limit] = ' ';
        byte[] bomb = new byte[20_000_000];
        try (RunningGateway gateway =
                plain().environment("MAX_BODY_BYTES", Integer.toString(limit)).start()) {
            assertThat(post(gateway, gzip(full), "Content-Encoding", "gzip").statusCode())
                    .isEqualTo(200);
            AcceptTest.assertProblem(
                    post(gateway, gzip(over), "Content-Encoding", "gzip"), 413, limit + " bytes when it is inflated");
            AcceptTest.assertProblem(
                    post(gateway, deflate(over), "Content-Encoding", "deflate"), 413, limit + " bytes");
            if (limit > 50_000) { // else the compressed bytes are too many already
                AcceptTest.assertProblem(post(gateway, gzip(bomb), "Content-Encoding", "gzip"), 413, limit + " bytes");
            }
            assertThat(gateway.events()).hasSize(1);
        }
    }

    @Test
    void inflated_bodies_take_their_part_of_the_memory_for_bodies_and_give_it_back() throws Exception {
        byte[] large = new byte[150_000];
        Arrays.fill(large, (byte) ' ');
        large[0] = '1';
        SlowGuard slow = new SlowGuard();
        try (RunningGateway gateway = plain().environment("MAX_BODY_BYTES", "200000")
                .environment("MAX_BODIES_BYTES", "200000")
                .webhook("slow", Map.of())
                .guard(slow)
                .start()) {
            CompletableFuture<HttpResponse<String>> held = gateway.client()
                    .sendAsync(
                            request(gateway, "/webhook/slow", Arrays.copyOf(large, 100_000)), BodyHandlers.ofString());
            CompletableFuture<Verdict> verdict = slow.asked.take();
            AcceptTest.assertProblem(post(gateway, gzip(large), "Content-Encoding", "gzip"), 503, "large bodies");
            verdict.complete(new Verdict.Accept());
            assertThat(held.get().statusCode()).isEqualTo(200);
            for (int i = 0; i < 5; i++) {
                assertThat(post(gateway, gzip(large), "Content-Encoding", "gzip")
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_broken_body_is_refused_with_what_is_wrong_with_it() throws Exception {
        byte[] large = new byte[1_000_000];
        try (RunningGateway gateway = plain().start()) {
            for (byte[] body : new byte[][] {ORDER, large}) {
                byte[] gzip = gzip(body);
                assertMalformed(gateway, Arrays.copyOf(gzip, gzip.length - 1), "it ends too early");
                assertMalformed(gateway, join(gzip, ORDER), "what follows the end");
                gzip[gzip.length - 5] ^= 1;
                assertMalformed(gateway, gzip, "its checksum does not fit");
            }
            assertMalformed(gateway, ORDER, "does not begin with the bytes 1f 8b");
            assertMalformed(gateway, new byte[0], "ends too early");
            assertThat(gateway.events()).isEmpty();
            assertThat(gateway.get("/metrics").body())
                    .contains(
                            "sluice_requests_rejected_total{reason=\"malformed_content_encoding\",webhook=\"orders\"} 8.0");
        }
    }

    private static void assertMalformed(RunningGateway gateway, byte[] body, String detail) throws Exception {
        HttpResponse<String> answer = post(gateway, body, "Content-Encoding", "gzip");
        AcceptTest.assertProblem(answer, 400, "not what Content-Encoding: gzip says: ");
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void other_codings_are_answered_with_those_that_are_understood() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            for (String coding : new String[] {"br", "zstd", "gzip, gzip"}) {
                HttpResponse<String> answer = post(gateway, ORDER, "Content-Encoding", coding);
                AcceptTest.assertProblem(answer, 415, "gzip or deflate");
                assertThat(answer.headers().firstValue("Accept-Encoding")).contains("gzip, deflate");
            }
            HttpResponse<String> twice =
                    post(gateway, gzip(gzip(ORDER)), "Content-Encoding", "gzip", "Content-Encoding", "gzip");
            AcceptTest.assertProblem(twice, 415, "gzip or deflate");
            assertThat(gateway.events()).isEmpty();
        }
    }

    @Test
    void a_blob_is_kept_as_it_came_with_its_coding() throws Exception {
        try (RunningGateway gateway =
                plain().webhook("files", Map.of("data_type", "blob")).start()) {
            for (String coding : new String[] {"gzip", "br"}) {
                HttpRequest request = HttpRequest.newBuilder(gateway.uri("/webhook/files"))
                        .header("Content-Encoding", coding)
                        .POST(BodyPublishers.ofByteArray(gzip(ORDER)))
                        .build();
                assertThat(gateway.client()
                                .send(request, BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
                Event event = gateway.events().getLast();
                assertThat(event.body()).isEqualTo(gzip(ORDER));
                assertThat(value(event, "Content-Encoding")).contains(coding);
                assertThat(value(event, "Content-Length")).contains(Integer.toString(gzip(ORDER).length));
            }
        }
    }

    @Test
    void guards_see_the_bytes_that_came_over_the_wire() throws Exception {
        LinkedBlockingQueue<byte[]> seen = new LinkedBlockingQueue<>();
        try (RunningGateway gateway = plain().guard(new Onlooker(seen)).start()) {
            assertThat(post(gateway, gzip(ORDER), "Content-Encoding", "gzip").statusCode())
                    .isEqualTo(200);
            gateway.closeJournal();
            assertThat(post(gateway, gzip(ORDER), "Content-Encoding", "gzip").statusCode())
                    .isEqualTo(503);
        }
        assertThat(seen).containsExactly(gzip(ORDER), gzip(ORDER), gzip(ORDER));
    }

    /** Writes down what it is shown when it judges, and what that is when it gives back. */
    private record Onlooker(LinkedBlockingQueue<byte[]> seen) implements Guard, GuardPlan {
        @Override
        public CompletableFuture<Verdict> check(WebhookRequest request) {
            byte[] body = request.body();
            seen.add(body.clone());
            return Verdict.Accept.taking(() -> seen.add(body.clone())).now();
        }

        @Override
        public String describe() {
            return "looks on";
        }

        @Override
        public Guard build() {
            return this;
        }
    }

    /** Lets the test decide about what is for the webhook {@code slow}. */
    private static final class SlowGuard implements Guard, GuardPlan {
        final LinkedBlockingQueue<CompletableFuture<Verdict>> asked = new LinkedBlockingQueue<>();

        @Override
        public CompletableFuture<Verdict> check(WebhookRequest request) {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            if (request.webhookId().equals("slow")) {
                asked.add(verdict);
            } else {
                verdict.complete(new Verdict.Accept());
            }
            return verdict;
        }

        @Override
        public String describe() {
            return "decides when told";
        }

        @Override
        public Guard build() {
            return this;
        }
    }

    private RunningGateway.Setup plain() {
        return RunningGateway.in(folder).webhook("orders", Map.of());
    }

    private static HttpResponse<String> post(RunningGateway gateway, byte[] body, String... headers) throws Exception {
        return gateway.client().send(request(gateway, "/webhook/orders", body, headers), BodyHandlers.ofString());
    }

    private static HttpRequest request(RunningGateway gateway, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(path)).POST(BodyPublishers.ofByteArray(body));
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    private static Optional<String> value(Event event, String name) {
        return event.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
