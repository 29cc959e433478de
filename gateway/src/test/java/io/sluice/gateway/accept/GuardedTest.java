package io.sluice.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory.Phase;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.RunningGateway.RawConnection;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards and the journal on the way of a request. */
final class GuardedTest {
    @TempDir
    Path folder;

    /** A guard that decides when the test says so, and counts what it took. */
    private static final class SlowGuard implements Guard, GuardPlan {
        final LinkedBlockingQueue<CompletableFuture<Verdict>> asked = new LinkedBlockingQueue<>();
        final AtomicInteger givenBack = new AtomicInteger();

        @Override
        public CompletableFuture<Verdict> check(WebhookRequest request) {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            asked.add(verdict);
            return verdict;
        }

        /** What it says when it has taken something. */
        Verdict accepting() {
            return Verdict.Accept.taking(givenBack::incrementAndGet);
        }

        @Override
        public String describe() {
            return "decides when told";
        }

        @Override
        public Guard build() {
            return this;
        }

        CompletableFuture<Verdict> next() throws InterruptedException {
            CompletableFuture<Verdict> verdict = asked.poll(10, TimeUnit.SECONDS);
            if (verdict == null) {
                throw new AssertionError("the guard was not asked");
            }
            return verdict;
        }
    }

    @Test
    void more_bodies_than_there_is_memory_for_get_503_until_one_is_answered() throws Exception {
        SlowGuard guard = new SlowGuard();
        String body = "[" + " ".repeat(6_000) + "]";
        String post = "POST /webhook/orders HTTP/1.1\r\nHost: h\r\nContent-Length: 6002\r\n\r\n" + body;
        try (RunningGateway gateway = with(Map.of())
                        .environment("MAX_BODY_BYTES", "10000")
                        .environment("MAX_BODIES_BYTES", "10000")
                        .guard(guard)
                        .start();
                RawConnection held = gateway.connect()) {
            held.send(post);
            CompletableFuture<Verdict> holding = guard.next();
            HttpResponse<String> refused = gateway.post("/webhook/orders", body);
            AcceptTest.assertProblem(refused, 503, "large bodies");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");

            holding.complete(new Verdict.Accept());
            assertThat(held.readUntil("200 OK\"}")).startsWith("HTTP/1.1 200 OK");
            held.send(post);
            guard.next().complete(new Verdict.Accept());
            assertThat(held.readUntil("200 OK\"}")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void a_missing_and_a_wrong_token_are_unauthorized() throws Exception {
        try (RunningGateway gateway =
                with(Map.of("authorization", "Bearer s3cret")).start()) {
            HttpResponse<String> missing = gateway.post("/webhook/orders", "{}");
            AcceptTest.assertProblem(missing, 401, "Unauthorized");
            assertThat(missing.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"webhook\"");
            HttpResponse<String> wrong = gateway.post("/webhook/orders", "{}", "Authorization", "Bearer s3cre");
            AcceptTest.assertProblem(wrong, 401, "Unauthorized");
            assertThat(missing.body() + wrong.body()).doesNotContain("s3cre");
            assertThat(gateway.events()).isEmpty();
            assertThat(gateway.get("/metrics").body())
                    .contains("sluice_requests_rejected_total{reason=\"authorization\",webhook=\"orders\"} 2.0");
        }
    }

    @Test
    void the_right_token_passes_whatever_the_case_of_the_scheme() throws Exception {
        try (RunningGateway gateway =
                with(Map.of("authorization", "Bearer s3cret")).start()) {
            assertThat(gateway.post("/webhook/orders", "{}", "Authorization", "bearer  s3cret")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void another_whole_value_is_compared_as_it_stands() throws Exception {
        try (RunningGateway gateway =
                with(Map.of("authorization", "ApiKey abc")).start()) {
            HttpResponse<String> wrong = gateway.post("/webhook/orders", "{}", "Authorization", "apikey abc");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"webhook\"");
            assertThat(gateway.post("/webhook/orders", "{}", "Authorization", "ApiKey abc")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void who_asks_for_a_challenge_has_not_failed() throws Exception {
        Map<String, Object> digest = Map.of("digest_auth", Map.of("username", "shop", "password", "s3cret"));
        try (RunningGateway gateway =
                with(digest).environment("FAILED_AUTH_PER_MINUTE", "1").start()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> asked = gateway.post("/webhook/orders", "");
                assertThat(asked.statusCode()).isEqualTo(401);
                assertThat(asked.headers().firstValue("WWW-Authenticate").orElse(""))
                        .startsWith("Digest realm=\"Webhook API\", qop=\"auth\", algorithm=MD5, nonce=\"");
            }
            String wrong = "Digest username=\"shop\"";
            assertThat(gateway.post("/webhook/orders", "{}", "Authorization", wrong)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(gateway.post("/webhook/orders", "").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void over_the_limit_the_answer_says_when_to_come_back() throws Exception {
        Map<String, Object> limit = Map.of("rate_limit", Map.of("max_requests", 2, "window_seconds", 60));
        try (RunningGateway gateway = with(limit).start()) {
            assertThat(gateway.post("/webhook/orders", "{}").statusCode()).isEqualTo(200);
            assertThat(gateway.post("/webhook/orders", "{}").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = gateway.post("/webhook/orders", "{}");

            AcceptTest.assertProblem(refused, 429, "at most 2 requests in 60 s");
            long wait =
                    Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
            assertThat(wait).isBetween(1L, 61L);
            assertThat(refused.headers().firstValue("RateLimit-Policy")).contains("\"webhook\";q=2;w=60");
            assertThat(refused.headers().firstValue("RateLimit")).contains("\"webhook\";r=0;t=" + wait);
            assertThat(gateway.events()).hasSize(2);
        }
    }

    @Test
    void a_guard_that_cannot_decide_makes_the_sender_come_back() throws Exception {
        SlowGuard guard = new SlowGuard();
        try (RunningGateway gateway = with(Map.of()).guard(guard).start();
                RawConnection connection = gateway.connect()) {
            connection.send(request());
            guard.next().complete(new Verdict.Unavailable("test", Duration.ofSeconds(7)));
            assertThat(connection.readUntil("\"detail\""))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 7");

            connection.send(request());
            guard.next().completeExceptionally(new IllegalStateException("a fault"));
            assertThat(connection.readUntil("\"detail\""))
                    .contains("HTTP/1.1 503 ")
                    .doesNotContain("a fault");
        }
    }

    /** Fails at once, before the gateway can look at what it returned. */
    private record FaultyGuard(boolean thrown) implements Guard, GuardPlan {
        @Override
        public CompletableFuture<Verdict> check(WebhookRequest request) {
            IllegalStateException fault = new IllegalStateException("a fault");
            if (thrown) {
                throw fault;
            }
            return CompletableFuture.failedFuture(fault);
        }

        @Override
        public String describe() {
            return "fails";
        }

        @Override
        public Guard build() {
            return this;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_guard_with_a_fault_leaves_no_sender_without_an_answer(boolean thrown) throws Exception {
        try (RunningGateway gateway =
                with(Map.of()).guard(new FaultyGuard(thrown)).start()) {
            AcceptTest.assertProblem(gateway.post("/webhook/orders", "{}"), 503, "A check cannot be made");
        }
    }

    @Test
    void what_guards_took_is_given_back_when_the_journal_does_not_take_the_event() throws Exception {
        SlowGuard guard = new SlowGuard();
        try (RunningGateway gateway = with(Map.of()).guard(guard).start();
                RawConnection connection = gateway.connect()) {
            connection.send(request());
            CompletableFuture<Verdict> verdict = guard.next();
            gateway.closeJournal();
            verdict.complete(guard.accepting());

            assertThat(connection.readUntil("\"detail\""))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: ");
            assertThat(guard.givenBack).hasValue(1);
        }
    }

    /** Says always the same, and remembers what it was asked and what came back. */
    private record Saying(Verdict verdict, Set<String> methods, List<String> asked) implements Guard, GuardPlan {
        Saying(Verdict verdict) {
            this(verdict, Set.of(), new CopyOnWriteArrayList<>());
        }

        @Override
        public CompletableFuture<Verdict> check(WebhookRequest request) {
            asked.add(request.method() + " " + request.url());
            return verdict.now();
        }

        @Override
        public String describe() {
            return "says always the same";
        }

        @Override
        public Guard build() {
            return this;
        }
    }

    @Test
    void a_guard_of_the_payload_is_asked_only_when_the_body_is_what_the_webhook_takes() throws Exception {
        Saying payload = new Saying(new Verdict.Reject(422, "test", "not as it should be", List.of()));
        try (RunningGateway gateway =
                with(Map.of()).guard(Phase.PAYLOAD, payload).start()) {
            AcceptTest.assertProblem(gateway.post("/webhook/orders", "{"), 400, "Malformed JSON payload");
            assertThat(payload.asked()).isEmpty();
            AcceptTest.assertProblem(gateway.post("/webhook/orders", "{}"), 422, "not as it should be");
        }
    }

    @Test
    void whatever_refuses_later_what_was_taken_is_given_back_once_and_only_by_those_who_took() throws Exception {
        List<String> back = new CopyOnWriteArrayList<>();
        AtomicReference<String> kept = new AtomicReference<>("");
        Saying taker = new Saying(Verdict.Accept.taking(new Taken() {
            @Override
            public void giveBack() {
                back.add("first");
            }

            @Override
            public void keep(String eventId) {
                kept.set(eventId);
            }
        }));
        Saying second = new Saying(Verdict.Accept.taking(() -> back.add("second")));
        Saying refusing = new Saying(new Verdict.Reject(409, "test", "not now", List.of()));
        Saying never = new Saying(Verdict.Accept.taking(() -> back.add("never asked")));
        try (RunningGateway gateway = RunningGateway.in(folder.resolve("a"))
                .webhook("orders", Map.of())
                .guard(Phase.LIMIT, taker)
                .guard(Phase.LIMIT, second)
                .guard(Phase.PAYLOAD, refusing)
                .guard(Phase.DEDUP, never)
                .start()) {
            gateway.post("/webhook/orders", "{");
            assertThat(back).as("the body was no JSON").containsExactly("first", "second");
            gateway.post("/webhook/orders", "{}");
            assertThat(back).containsExactly("first", "second", "first", "second");
        }
        back.clear();
        try (RunningGateway gateway = RunningGateway.in(folder.resolve("b"))
                .webhook("orders", Map.of())
                .guard(Phase.LIMIT, taker)
                .start()) {
            HttpResponse<String> answer = gateway.post("/webhook/orders", "{}");
            assertThat(back).isEmpty();
            assertThat(answer.headers().firstValue("X-Event-Id")).contains(kept.get());
        }
    }

    @Test
    void a_guard_may_answer_by_itself_and_there_is_no_event() throws Exception {
        Saying answering = new Saying(new Verdict.Answered(
                "handshake",
                202,
                List.of(new Header("Content-Type", "text/plain"), new Header("X-A", "b")),
                "challénge"));
        try (RunningGateway gateway =
                with(Map.of()).guard(Phase.IDENTITY, answering).start()) {
            HttpResponse<String> answer = gateway.post("/webhook/orders", "no JSON at all");
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("challénge");
            assertThat(answer.headers().firstValue("X-A")).contains("b");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(gateway.events()).isEmpty();
            assertThat(gateway.get("/metrics").body())
                    .contains("sluice_requests_answered_total{reason=\"handshake\",webhook=\"orders\"} 1.0");
        }
    }

    @Test
    void another_method_reaches_the_guards_that_answer_it_and_never_becomes_an_event() throws Exception {
        Saying identity = new Saying(new Verdict.Reject(401, "test", "no", List.of()));
        Saying silent = new Saying(new Verdict.Accept(), Set.of("GET", "OPTIONS"), new CopyOnWriteArrayList<>());
        try (RunningGateway gateway = with(Map.of())
                .guard(Phase.IDENTITY, identity)
                .guard(Phase.IDENTITY, silent)
                .start()) {
            HttpResponse<String> unanswered = gateway.get("/webhook/orders?hub.mode=subscribe");
            assertThat(unanswered.statusCode()).isEqualTo(405);
            assertThat(unanswered.headers().firstValue("Allow")).contains("POST, OPTIONS");
            assertThat(silent.asked()).containsExactly("GET " + gateway.uri("/webhook/orders?hub.mode=subscribe"));
            assertThat(identity.asked()).isEmpty();
            try (RawConnection connection = gateway.connect()) {
                connection.send("OPTIONS /webhook/orders HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 204 ");
                connection.send("PUT /webhook/orders HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
                assertThat(connection.readUntil("\"detail\"")).startsWith("HTTP/1.1 405 ");
            }
            assertThat(silent.asked()).hasSize(2);
            assertThat(gateway.events()).isEmpty();
        }
    }

    @Test
    void which_of_several_secrets_matched_is_counted() throws Exception {
        try (RunningGateway gateway = with(Map.of("authorization", List.of("Bearer old", "Bearer new")))
                .start()) {
            gateway.post("/webhook/orders", "{}", "Authorization", "Bearer new");
            assertThat(gateway.get("/metrics").body())
                    .contains(
                            "sluice_secret_matches_total{guard=\"authorization\",secret=\"1\",webhook=\"orders\"} 1.0")
                    .doesNotContain("secret=\"0\"");
        }
    }

    @Test
    void who_fails_too_often_is_not_even_listened_to() throws Exception {
        try (RunningGateway gateway = with(Map.of("authorization", "Bearer s3cret"))
                .environment("FAILED_AUTH_PER_MINUTE", "2")
                .start()) {
            gateway.post("/webhook/orders", "{}", "Authorization", "Bearer a");
            gateway.post("/webhook/orders", "{}", "Authorization", "Bearer b");
            HttpResponse<String> third = gateway.post("/webhook/orders", "{}", "Authorization", "Bearer s3cret");
            AcceptTest.assertProblem(third, 429, "Too many failed attempts");
            assertThat(Long.parseLong(third.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1L, 60L);
            assertThat(gateway.get("/metrics").body())
                    .contains("sluice_requests_rejected_total{reason=\"failed_attempts\",webhook=\"orders\"} 1.0");
        }
    }

    @Test
    void behind_a_trusted_proxy_the_senders_address_counts_and_stands_in_the_event() throws Exception {
        Map<String, Object> settings =
                Map.of("ip_whitelist", List.of("192.0.2.7"), "trusted_proxies", List.of("127.0.0.1"));
        try (RunningGateway gateway = with(settings).start()) {
            HttpResponse<String> refused =
                    gateway.post("/webhook/orders", "{}", "X-Forwarded-For", "192.0.2.7, 192.0.2.8");
            AcceptTest.assertProblem(refused, 403, "from this address");
            assertThat(gateway.post("/webhook/orders", "{}", "X-Forwarded-For", "1.1.1.1, 192.0.2.7")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.source()).isEqualTo("192.0.2.7"));
        }
    }

    @Test
    void a_full_journal_refuses_and_counts() throws Exception {
        JournalOptions tiny = JournalOptions.defaults("test").withMaxBytes(1 << 20);
        try (RunningGateway gateway = with(Map.of()).journal(tiny).start()) {
            String body = "\"" + "x".repeat(200_000) + "\"";
            HttpResponse<String> answer = gateway.post("/webhook/orders", body);
            for (int i = 0; i < 10 && answer.statusCode() == 200; i++) {
                answer = gateway.post("/webhook/orders", body);
            }
            AcceptTest.assertProblem(answer, 503, "could not be made durable");
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(gateway.get("/metrics").body()).contains("reason=\"journal_full\",webhook=\"orders\"");
        }
    }

    @Test
    void a_sender_who_hangs_up_while_waiting_leaves_an_accepted_event() throws Exception {
        SlowGuard guard = new SlowGuard();
        try (RunningGateway gateway = with(Map.of()).guard(guard).start()) {
            RawConnection connection = gateway.connect();
            connection.send(request());
            CompletableFuture<Verdict> verdict = guard.next();
            connection.close();
            verdict.complete(new Verdict.Accept());

            // The next event is committed behind it, so both are there when its answer comes.
            try (RawConnection other = gateway.connect()) {
                other.send(request());
                guard.next().complete(new Verdict.Accept());
                other.readUntil("200 OK\"}");
            }
            assertThat(gateway.events()).hasSize(2);
        }
    }

    @Test
    void draining_finishes_what_is_in_flight_and_takes_no_more() throws Exception {
        SlowGuard guard = new SlowGuard();
        try (RunningGateway gateway = with(Map.of()).guard(guard).start();
                RawConnection connection = gateway.connect();
                RawConnection idle = gateway.connect()) {
            idle.send("GET /health/live HTTP/1.1\r\nHost: h\r\n\r\n");
            idle.readUntil("alive\"}");
            connection.send(request());
            CompletableFuture<Verdict> verdict = guard.next();
            CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> {
                try {
                    return gateway.gateway.drain(Duration.ofSeconds(20));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(idle.readToEnd()).isEmpty();
            verdict.complete(new Verdict.Accept());

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 200 OK");
            assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.events()).hasSize(1);
        }
    }

    private static String request() {
        return "POST /webhook/orders HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
    }

    private RunningGateway.Setup with(Map<String, Object> settings) {
        return RunningGateway.in(folder).webhook("orders", settings);
    }
}
