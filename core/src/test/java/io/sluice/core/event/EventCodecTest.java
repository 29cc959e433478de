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
}
