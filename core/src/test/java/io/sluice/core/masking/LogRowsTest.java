package io.sluice.core.masking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.Admission;
import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.config.RetryPolicy;
import io.sluice.core.config.Webhook;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.event.EventView;
import io.sluice.core.event.Header;
import io.sluice.core.event.TextCache;
import io.sluice.core.journal.RawRecords;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.PackedRows;
import io.sluice.core.store.RowDraft;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRowsTest {
    private static final EventId ID = new EventId(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L);

    private final LogRows rows = new LogRows(List.of(
            webhook("plain", CredentialCleanup.DEFAULT),
            webhook("strict", new CredentialCleanup(false, Mode.REMOVE, List.of("iban")))));
    private final RowDraft draft = new RowDraft();

    @Test
    void a_row_says_when_and_where_the_event_came_in() {
        LogRow row = row(event("plain", "ns", "{}".getBytes(UTF_8)), 7, 1_250);
        assertThat(row.id()).isEqualTo(ID);
        assertThat(row.webhookId()).isEqualTo("ns/plain");
        assertThat(row.namespace()).isEqualTo("ns");
        assertThat(row.sequence()).isEqualTo(7);
        assertThat(row.receivedMicros()).isEqualTo(1_000);
        assertThat(row.acceptLatencyMicros()).isEqualTo(250);
        assertThat(row.source()).isEqualTo("127.0.0.1");
        assertThat(row.contentType()).isEqualTo("application/json");
        assertThat(row.size()).isEqualTo(2);
        assertThat(row.headers())
                .asString(UTF_8)
                .isEqualTo("{\"host\":\"h\",\"authorization\":\"***REDACTED***\",\"iban\":\"DE1\"}");
    }

    @Test
    void a_clock_that_stepped_back_gives_no_negative_latency() {
        assertThat(row(event("plain", "", new byte[0]), 1, 10).acceptLatencyMicros())
                .isZero();
        assertThat(row(event("plain", "", new byte[0]), 1, Long.MAX_VALUE).acceptLatencyMicros())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void the_payload_is_masked_by_the_webhooks_own_rules_and_the_size_is_that_of_the_body() {
        byte[] body = "{\"token\":\"x\",\"iban\":\"DE1\",\"a\":1}".getBytes(UTF_8);
        LogRow plain = row(event("plain", "", body), 1, 1_000);
        assertThat(plain.payload())
                .asString(UTF_8)
                .isEqualTo("{\"token\":\"***REDACTED***\",\"iban\":\"DE1\",\"a\":1}");
        assertThat(plain.size()).isEqualTo(body.length);
        LogRow strict = row(event("strict", "", body), 1, 1_000);
        assertThat(strict.payload()).asString(UTF_8).isEqualTo("{\"a\":1}");
        assertThat(strict.headers()).asString(UTF_8).isEqualTo("{\"host\":\"h\"}");
    }

    @Test
    void an_event_of_a_webhook_that_is_configured_no_more_is_masked_by_the_built_in_names() {
        LogRow row = row(event("gone", "", "{\"pwd\":1}".getBytes(UTF_8)), 1, 1_000);
        assertThat(row.payload()).asString(UTF_8).isEqualTo("{\"pwd\":\"***REDACTED***\"}");
    }

    @Test
    void a_body_without_credentials_is_not_written_anew() {
        EventView view = view(event("plain", "", "{\"message\":\"дом\"}".getBytes(UTF_8)));
        rows.write(view, 1, 1_000, draft);
        assertThat(draft.masked().size()).isZero();
        assertThat(draft.bytes())
                .isEqualTo(view.bodyEnd() - view.bodyStart() + draft.headers().size());
    }

    @Test
    void a_blob_becomes_text_with_replacements_for_what_is_no_utf8() {
        byte[] blob = HexFormat.of().parseHex("61ff62c328e282ac");
        assertThat(row(event("plain", "", blob), 1, 1_000).payload())
                .asString(UTF_8)
                .isEqualTo("a\uFFFDb\uFFFD(€");
    }

    @Test
    void a_blob_that_is_json_but_for_its_encoding_is_masked_too() {
        byte[] blob = "{\"token\":\"x\",\"a\":\"?\"}".getBytes(UTF_8);
        blob[blob.length - 3] = (byte) 0xFF;
        assertThat(row(event("plain", "", blob), 1, 1_000).payload())
                .asString(UTF_8)
                .isEqualTo("{\"token\":\"***REDACTED***\",\"a\":\"\uFFFD\"}");
    }

    @Test
    void one_draft_serves_for_one_row_after_the_other() {
        byte[] secret = "{\"token\":\"x\",\"much\":\"longer than the one that follows\"}".getBytes(UTF_8);
        row(event("plain", "ns", secret), 1, 1_000);
        LogRow row = row(event("strict", "", "{}".getBytes(UTF_8)), 2, 1_000);
        assertThat(row.payload()).asString(UTF_8).isEqualTo("{}");
        assertThat(row.headers()).asString(UTF_8).isEqualTo("{\"host\":\"h\"}");
        assertThat(row.webhookId()).isEqualTo("strict");
    }

    private LogRow row(Event event, long sequence, long commitMicros) {
        rows.write(view(event), sequence, commitMicros, draft);
        try (PackedRows packed = new PackedRows()) {
            packed.add(draft);
            return packed.iterator().next();
        }
    }

    private static EventView view(Event event) {
        EventView view = new EventView(new TextCache());
        view.lay(ByteBuffer.wrap(RawRecords.bytes(EventCodec.body(event))));
        return view;
    }

    private static Event event(String webhookId, String namespace, byte[] body) {
        List<Header> headers =
                List.of(new Header("Host", "h"), new Header("Authorization", "Bearer x"), new Header("IBAN", "DE1"));
        return new Event(ID, webhookId, namespace, 1_000, "127.0.0.1", "application/json", headers, body);
    }

    private static Webhook webhook(String id, CredentialCleanup cleanup) {
        return new Webhook(
                id, Webhook.DataType.JSON, "log", new NoPlan(), Admission.OPEN, RetryPolicy.DEFAULT, cleanup);
    }

    /** Nothing is delivered here. */
    private record NoPlan() implements DestinationPlan {
        @Override
        public String describe() {
            return "nowhere";
        }

        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public int maxBatch() {
            return 1;
        }

        @Override
        public Destination build() {
            throw new AssertionError("a row needs no destination");
        }
    }
}
