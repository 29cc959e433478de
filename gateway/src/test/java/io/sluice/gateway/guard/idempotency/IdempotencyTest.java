package io.sluice.gateway.guard.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.payload.PayloadChecks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdempotencyTest {
    private static final String HEADER = "{\"idempotency\": {\"key\": \"X-Event\", \"window\": \"1h\"}}";
    private static final String POINTER = "{\"idempotency\": {\"key\": \"/event/id\"}}";

    private final Standing clock = new Standing(Instant.parse("2026-03-01T12:00:00Z"));
    private final Configured byHeader = configured(HEADER);

    private Configured configured(String settings) {
        return Configured.from(factory(true), settings);
    }

    private GuardFactory factory(boolean providers) {
        return new IdempotencyFactory(clock.surroundings(), new PayloadChecks(Runnable::run), providers);
    }

    private static TestRequest event(String id) {
        return TestRequest.post("{}").header("X-Event", id);
    }

    /** Takes a request as the journal does when the event is on disk. */
    private static void store(Configured guard, TestRequest request, String id) {
        List<Taken> taken = guard.acceptance(request).taken();
        assertThat(taken).hasSize(1);
        taken.getFirst().keep(id);
    }

    private static Verdict.Answered repeat(Configured guard, TestRequest request) {
        Verdict verdict = guard.judge(request);
        assertThat(verdict).isInstanceOf(Verdict.Answered.class);
        return (Verdict.Answered) verdict;
    }

    @Test
    void a_repeat_is_answered_as_the_event_was_with_the_id_of_the_first() {
        store(byHeader, event("one"), "id-1");
        Verdict.Answered answered = repeat(byHeader, event("one"));
        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo("{\"message\":\"200 OK\"}");
        assertThat(answered.headers().toString()).contains("X-Event-Id", "id-1");
    }

    @Test
    void another_event_is_no_repeat() {
        store(byHeader, event("one"), "id-1");
        store(byHeader, event("two"), "id-2");
        assertThat(repeat(byHeader, event("one")).headers().toString()).contains("id-1");
    }

    @Test
    void what_the_journal_refused_may_come_again() {
        byHeader.acceptance(event("one")).taken().forEach(Taken::giveBack);
        store(byHeader, event("one"), "id-1");
    }

    @Test
    void while_the_first_is_not_on_disk_its_repeat_is_neither_accepted_nor_answered() {
        Verdict.Accept first = byHeader.acceptance(event("one"));
        assertThat(byHeader.judge(event("one"))).isInstanceOfSatisfying(Verdict.Unavailable.class, unavailable -> {
            assertThat(unavailable.reason()).isEqualTo("idempotency_pending");
            assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        });
        first.taken().getFirst().keep("id-1");
        assertThat(repeat(byHeader, event("one")).headers().toString()).contains("id-1");
    }

    @Test
    void a_repeat_waits_a_little_for_what_becomes_of_the_first() {
        Verdict.Accept first = byHeader.acceptance(event("one"));
        CompletableFuture<Verdict> second = byHeader.guard().check(event("one"));
        assertThat(second).isNotDone();
        first.taken().getFirst().keep("id-1");
        assertThat(second.join()).isInstanceOf(Verdict.Answered.class);
    }

    @Test
    void an_event_is_remembered_for_the_window() {
        store(byHeader, event("one"), "id-1");
        clock.move(Duration.ofMinutes(59));
        repeat(byHeader, event("one"));
        clock.move(Duration.ofMinutes(2));
        store(byHeader, event("one"), "id-2");
    }

    @Test
    void the_window_is_three_days_when_nothing_is_said() {
        Configured guard = configured(POINTER);
        TestRequest request = TestRequest.post("{\"event\": {\"id\": 7}}");
        store(guard, request, "id-1");
        clock.move(Duration.ofHours(71));
        repeat(guard, request);
        clock.move(Duration.ofHours(2));
        store(guard, request, "id-2");
    }

    @Test
    void the_same_key_on_another_path_is_another_event() {
        store(byHeader, event("one"), "id-1");
        store(byHeader, event("one").target("/webhook/tenant/orders"), "id-2");
        repeat(byHeader, event("one").target("/webhook/orders?attempt=2"));
    }

    @Test
    void a_claim_that_nobody_ended_ends_by_itself() {
        byHeader.acceptance(event("one"));
        clock.move(FirstEvents.CLAIM);
        byHeader.acceptance(event("one"));
    }

    @Test
    void a_request_without_its_key_is_stored_each_time() {
        List<TestRequest> unnamed = List.of(
                TestRequest.post("{}"), event(""), event(" "), event("one").repeated("X-Event"));
        for (TestRequest request : unnamed) {
            assertThat(byHeader.acceptance(request).taken()).isEmpty();
            assertThat(byHeader.acceptance(request).taken()).isEmpty();
        }
    }

    @Test
    void a_request_without_its_key_is_refused_where_the_key_is_required() {
        Configured guard = configured("{\"idempotency\": {\"key\": \"X-Event\", \"required\": true}}");
        Verdict.Reject refusal = guard.refusal(TestRequest.post("{}"));
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.detail()).contains("the header X-Event");
        assertThat(refusal.cause()).isEqualTo("the header X-Event is missing");
        assertThat(guard.refusal(event("one").repeated("X-Event")).cause()).contains("2 times");
        guard.acceptance(event("one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"event\": null}",
                "{\"event\": {\"id\": null}}",
                "{\"event\": {\"id\": \"\"}}",
                "{\"event\": {\"id\": [1]}}",
                "no json",
                "{\"event\": "
            })
    void a_payload_without_the_key_is_stored_each_time(String payload) {
        Configured guard = configured(POINTER);
        assertThat(guard.acceptance(TestRequest.post(payload)).taken()).isEmpty();
    }

    @Test
    void a_payload_in_another_encoding_names_no_event_by_accident() {
        Configured guard = configured(POINTER);
        TestRequest latin = TestRequest.post(new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'});
        assertThat(guard.acceptance(latin).taken()).isEmpty();
    }

    @Test
    void a_large_payload_is_read_beside_the_event_loop_and_refused_for_now_when_too_many_wait() {
        String large = "{\"filler\": \"" + "x".repeat(100_000) + "\", \"event\": {\"id\": 1}}";
        Configured guard = configured(POINTER);
        store(guard, TestRequest.post(large), "id-1");
        repeat(guard, TestRequest.post(large));

        PayloadChecks full = new PayloadChecks(_ -> {
            throw new RejectedExecutionException();
        });
        Configured busy = Configured.from(new IdempotencyFactory(clock.surroundings(), full, true), POINTER);
        assertThat(busy.judge(TestRequest.post(large))).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void nobody_knows_while_redis_is_away() {
        IdempotencySettings settings = new IdempotencySettings(EventKey.header("X-Event"), Duration.ofHours(1), false);
        FirstEvents away = (_, _) -> CompletableFuture.completedFuture(new Earlier.Unknown());
        IdempotencyGuard guard = new IdempotencyGuard(settings, away, new PayloadChecks(Runnable::run), Duration.ZERO);
        assertThat(guard.check(event("one")).join())
                .isInstanceOfSatisfying(
                        Verdict.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason()).isEqualTo("idempotency_unknown"));
        assertThat(guard.check(TestRequest.post("{}")).join()).isInstanceOf(Verdict.Accept.class);
    }

    @ParameterizedTest
    @CsvSource({
        "github, X-GitHub-Delivery",
        "gitlab, Idempotency-Key",
        "linear, Linear-Delivery",
        "openai, webhook-id",
        "standard_webhooks, webhook-id",
        "svix, svix-id",
        "twilio, I-Twilio-Idempotency-Token"
    })
    void a_senders_name_stands_for_its_header(String sender, String header) {
        for (String settings : List.of(
                "{\"idempotency\": {\"key\": \"" + sender + "\"}}",
                "{\"idempotency\": {\"key\": \"provider\"}, \"provider\": {\"name\": \"" + sender + "\"}}")) {
            Configured guard = configured(settings);
            store(guard, TestRequest.post("{}").header(header, sender + settings), "id-1");
            repeat(guard, TestRequest.post("{}").header(header, sender + settings));
        }
    }

    @ParameterizedTest
    @CsvSource({"stripe, id", "notion, id", "paypal, id", "slack, event_id", "square, event_id"})
    void a_senders_name_stands_for_its_member(String sender, String member) {
        Configured guard = configured("{\"idempotency\": {\"key\": \"" + sender + "\"}}");
        TestRequest request = TestRequest.post("{\"type\": \"x\", \"" + member + "\": \"evt_1\"}");
        store(guard, request, "id-1");
        repeat(guard, request);
    }

    @Test
    void one_shopify_event_that_is_told_under_two_topics_is_stored_twice() {
        Configured guard = configured("{\"idempotency\": {\"key\": \"shopify\"}}");
        TestRequest event = TestRequest.post("{}").header("X-Shopify-Event-Id", "e");
        store(guard, event.header("X-Shopify-Topic", "orders/create"), "id-1");
        store(guard, event.header("X-Shopify-Topic", "orders/paid"), "id-2");
        repeat(guard, event.header("X-Shopify-Topic", "orders/paid"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|missing",
                "{\"key\": \"\"}|key",
                "{\"key\": \"event id\"}|neither a header nor a JSON pointer",
                "{\"key\": \"/a~2\"}|is no JSON pointer",
                "{\"key\": \"gihub\"}|did you mean \"github\"?",
                "{\"key\": \"provider\"}|the webhook has no provider",
                "{\"key\": \"X-Event\", \"windw\": \"1h\"}|did you mean \"window\"?",
                "{\"key\": \"X-Event\", \"window\": \"400d\"}|window",
                "{\"key\": \"X-Event\", \"window\": \"1000h\"}|window",
                "{\"key\": 7}|key"
            })
    void settings_that_are_wrong_keep_the_gateway_from_starting(String settings, String message) {
        List<String> errors = Configured.read(factory(true), "{\"idempotency\": " + settings + "}")
                .errors();
        assertThat(errors).isNotEmpty();
        if (!message.equals("missing")) {
            assertThat(errors.toString()).contains(message);
        }
    }

    @Test
    void a_provider_that_no_guard_reads_is_not_taken_for_read() {
        assertThat(Configured.read(
                                factory(false),
                                "{\"idempotency\": {\"key\": \"provider\"}, \"provider\": {\"name\": \"github\"}}")
                        .errors())
                .hasSize(2)
                .anyMatch(error -> error.contains("unknown key"));
    }

    @Test
    void a_provider_whose_events_have_no_name_is_told_so() {
        assertThat(Configured.read(
                                factory(true),
                                "{\"idempotency\": {\"key\": \"provider\"}, \"provider\": {\"name\": \"carrier-pigeon\"}}")
                        .errors())
                .singleElement()
                .asString()
                .contains("not known what names an event");
    }

    @Test
    void it_says_what_it_does() {
        assertThat(byHeader.plan().describe()).isEqualTo("an event once within 3600 s by the header X-Event");
    }
}
