package io.sluice.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.journal.RawRecords;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final byte[] WHOLE = RawRecords.bytes(EventCodec.body(new Event(
            new EventId(1, 2),
            "orders",
            "team",
            3,
            "::1",
            "text/plain",
            List.of(new Header("Host", "h"), new Header("X-Ü", "ä")),
            "body".getBytes(UTF_8))));

    @Test
    void what_was_written_is_read() {
        Event event = EventCodec.decode(ByteBuffer.wrap(WHOLE));
        assertThat(event.qualifiedId()).isEqualTo("team/orders");
        assertThat(event.headers()).containsExactly(new Header("Host", "h"), new Header("X-Ü", "ä"));
        assertThat(event.body()).isEqualTo("body".getBytes(UTF_8));
        assertThat(EventCodec.decodeHead(ByteBuffer.wrap(WHOLE))).isEqualTo(new EventHead("orders", "team", 3));
    }

    @Test
    void wherever_it_is_cut_off_the_error_says_so() {
        for (int length = 0; length < WHOLE.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(WHOLE, 0, length); // the array goes on
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> EventCodec.decode(cut))
                    .withMessageContaining("these bytes are no event, at byte ")
                    .withMessageContaining(" of " + length + ": ");
        }
    }

    @Test
    void a_view_says_of_each_event_what_that_one_is_and_an_event_made_of_it_stays() {
        byte[] other = RawRecords.bytes(EventCodec.body(
                new Event(new EventId(7, 8), "orders", "", 9, "::2", "", List.of(), "another".getBytes(UTF_8))));
        byte[] both = Arrays.copyOf(WHOLE, WHOLE.length + other.length);
        System.arraycopy(other, 0, both, WHOLE.length, other.length);
        EventView view = new EventView(new TextCache());

        view.lay(both, 0, WHOLE.length);
        Event first = view.event();
        assertThat(view.qualifiedId()).isEqualTo("team/orders");
        view.lay(ByteBuffer.wrap(both, WHOLE.length, other.length));
        assertThat(view.qualifiedId()).isEqualTo("orders");
        assertThat(view.headers().size()).isZero();
        assertThat(view.event()).usingRecursiveComparison().isEqualTo(EventCodec.decode(ByteBuffer.wrap(other)));
        Arrays.fill(both, (byte) 0);
        assertThat(first.headers()).containsExactly(new Header("Host", "h"), new Header("X-Ü", "ä"));
        assertThat(first.body()).isEqualTo("body".getBytes(UTF_8));
        assertThat(first.id()).isEqualTo(new EventId(1, 2));
    }

    @Test
    void the_webhook_alone_is_read_without_moving_the_buffer() {
        ByteBuffer window =
                ByteBuffer.allocate(WHOLE.length + 5).position(5).put(WHOLE).position(5);
        assertThat(EventCodec.webhookId(window, new TextCache())).isEqualTo("orders");
        assertThat(window.position()).isEqualTo(5);
        ByteBuffer cut = ByteBuffer.wrap(WHOLE, 0, 28);
        assertThatThrownBy(() -> EventCodec.webhookId(cut, new TextCache()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" of 28: ");
        assertThat(cut.position()).isZero();
    }

    @Test
    void a_head_that_is_cut_off_is_no_event_either() {
        int head = 1 + 16 + 8 + 1 + "orders".length() + 1 + "team".length();
        for (int length = 0; length < head; length++) {
            ByteBuffer cut = ByteBuffer.wrap(WHOLE, 0, length);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> EventCodec.decodeHead(cut))
                    .withMessageContaining("these bytes are no event, at byte ");
        }
    }

    @Test
    void a_newer_format_is_told_from_damage() {
        byte[] newer = WHOLE.clone();
        newer[0] = 2;
        assertThatThrownBy(() -> EventCodec.decode(ByteBuffer.wrap(newer))).isInstanceOf(UnknownEventFormat.class);
        assertThatThrownBy(() -> EventCodec.decodeHead(ByteBuffer.wrap(newer))).isInstanceOf(UnknownEventFormat.class);
        assertThatThrownBy(() -> EventCodec.refuseNewer(ByteBuffer.wrap(newer)))
                .isInstanceOf(UnknownEventFormat.class)
                .hasMessageContaining("start the newer version again");
    }

    @Test
    void a_format_that_never_was_is_damage() {
        byte[] never = WHOLE.clone();
        never[0] = 0;
        assertThatThrownBy(() -> EventCodec.decode(ByteBuffer.wrap(never)))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(UnknownEventFormat.class);
        EventCodec.refuseNewer(ByteBuffer.wrap(never));
        EventCodec.refuseNewer(ByteBuffer.allocate(0));
    }

    @Test
    void more_headers_than_there_is_room_for_are_refused_before_room_is_made_for_them() {
        byte[] lying = Arrays.copyOf(WHOLE, WHOLE.length);
        int count = 1 + 16 + 8 + 1 + 6 + 1 + 4 + 1 + 3 + 2 + 10;
        lying[count] = (byte) 0xFF;
        assertThatThrownBy(() -> EventCodec.decode(ByteBuffer.wrap(lying)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("headers in");
    }

    @Test
    void a_head_that_is_written_beside_the_event_has_the_same_bytes() {
        EventHeadBytes head = new EventHeadBytes();
        head.begin(new EventId(7, 8), 9, "x".repeat(40), "", "::1", "text/plain".repeat(200), 1); // used before
        head.header("Host", "h".repeat(100_000));
        head.end(0);
        head.begin(new EventId(1, 2), 3, "orders", "team", "::1", "text/plain", 2);
        head.header("Host", "h");
        head.header("X-Ü", "ä");
        head.end(4);

        ByteBuffer written = ByteBuffer.allocate(head.size() + 4);
        head.writeTo(written);
        assertThat(written.put("body".getBytes(UTF_8)).array()).isEqualTo(WHOLE);
    }

    @Test
    void texts_that_are_too_long_for_their_place_are_refused() {
        EventHeadBytes head = new EventHeadBytes();
        assertThatThrownBy(() -> head.begin(new EventId(1, 2), 3, "ü".repeat(128), "", "", "", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text of 256 bytes where 255 are allowed");
        head.begin(new EventId(1, 2), 3, "x".repeat(255), "", "", "x".repeat(65_535), 1);
        assertThatThrownBy(() -> head.header("x".repeat(65_536), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text of 65536 bytes where 65535 are allowed");
    }
}
