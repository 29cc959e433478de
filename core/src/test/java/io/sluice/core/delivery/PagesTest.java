package io.sluice.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events on shared pages: none changes while somebody holds it, and the memory is bounded and used again. */
class PagesTest {
    private final Pages pages = new Pages();
    private final Random random = new Random(11);
    private long sequence;

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Pending arrived(byte[] event) {
        byte[] wide = Arrays.copyOf(event, event.length + 7); // as a reader has it: a window on a larger array
        System.arraycopy(event, 0, wide, 3, event.length);
        Pending pending = pages.arrived(++sequence, 1, ByteBuffer.wrap(wide, 3, event.length));
        Arrays.fill(wide, (byte) 0);
        return pending;
    }

    @Test
    void whatever_is_held_stays_as_it_was_while_others_come_and_go() {
        List<Pending> held = new ArrayList<>();
        List<byte[]> wanted = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            byte[] event = bytes(1 + random.nextInt(500));
            held.add(arrived(event));
            wanted.add(event);
            if (held.size() > 300) {
                int gone = random.nextInt(held.size());
                assertThat(held.get(gone).copy()).isEqualTo(wanted.get(gone));
                held.remove(gone).letGo();
                wanted.remove(gone);
            }
        }
        for (int i = 0; i < held.size(); i++) {
            assertThat(held.get(i).copy()).isEqualTo(wanted.get(i));
        }
    }

    @Test
    void memory_is_used_again_when_those_on_it_have_gone() {
        IdentityHashMap<Page, Long> seen = new IdentityHashMap<>();
        Deque<Pending> underWay = new ArrayDeque<>();
        for (int i = 0; i < 100_000; i++) {
            Pending next = arrived(bytes(200));
            seen.merge(next.page(), 1L, Long::sum);
            underWay.add(next);
            if (underWay.size() > 1_000) {
                underWay.remove().letGo();
            }
        }
        assertThat(seen).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void an_event_that_is_held_for_long_keeps_no_page_from_others() {
        Pending waiting = arrived(bytes(100));
        byte[] before = waiting.copy();
        Page page = waiting.page();
        assertThat(page.shared()).isTrue();
        waiting.holdAlone();
        assertThat(waiting.page().shared()).isFalse();
        assertThat(waiting.copy()).isEqualTo(before);
        assertThat(waiting.held()).isTrue();
    }

    @Test
    void while_all_pages_are_held_events_get_memory_of_their_own() {
        List<Pending> stuck = new ArrayList<>();
        while (stuck.isEmpty() || stuck.getLast().page().shared()) {
            stuck.add(arrived(bytes(8_000)));
        }
        assertThat(stuck).hasSizeBetween(200, 400); // 16 pages of 128 KiB
        stuck.forEach(Pending::letGo);
        assertThat(arrived(bytes(100)).page().shared()).isTrue();
    }

    @Test
    void a_large_event_stands_alone() {
        Pending large = arrived(bytes(1 << 20));
        assertThat(large.page().shared()).isFalse();
        assertThat(large.length()).isEqualTo(1 << 20);
        large.letGo();
        assertThat(large.held()).isFalse();
    }

    @Test
    void an_empty_record_does_no_harm() {
        Pending empty = arrived(new byte[0]);
        assertThat(empty.held()).isFalse();
        empty.holdAlone();
        empty.letGo();
        assertThat(empty.copy()).isEmpty();
    }
}
