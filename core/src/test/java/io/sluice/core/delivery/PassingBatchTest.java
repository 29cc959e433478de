package io.sluice.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.event.TextCache;
import io.sluice.core.journal.RawRecords;
import io.sluice.core.plugin.DeliveryResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A batch that is passed along: what cannot be read is refused alone. */
class PassingBatchTest {
    private static final DeliveryResult DELIVERED = new DeliveryResult.Delivered();

    private static Pending event(long sequence, String body) {
        byte[] bytes = RawRecords.bytes(EventCodec.body(
                new Event(new EventId(1, sequence), "orders", "", 1, "", "", List.of(), body.getBytes(UTF_8))));
        return Pending.arrived(sequence, 1, Page.of(bytes), 0, bytes.length);
    }

    private static Pending unreadable(long sequence) {
        return Pending.arrived(sequence, 1, Page.of(new byte[] {1, 2, 3}), 0, 3);
    }

    private static List<String> bodies(PassingBatch batch) {
        List<String> bodies = new ArrayList<>();
        while (batch.next()) {
            byte[] bytes = batch.event().bytes();
            int from = batch.event().bodyStart();
            String body = new String(bytes, from, batch.event().bodyEnd() - from, UTF_8);
            bodies.add(batch.sequence() + ":" + body + ":" + batch.attempt());
        }
        return bodies;
    }

    @Test
    void an_event_that_cannot_be_read_is_passed_over_and_refused_alone() {
        Pending second = event(3, "two");
        second.failed();
        List<Pending> events = List.of(unreadable(1), event(2, "one"), second, unreadable(4));
        PassingBatch batch = new PassingBatch(events, new TextCache());

        assertThat(bodies(batch)).containsExactly("2:one:1", "3:two:2");
        assertThat(batch.next()).isFalse();
        List<DeliveryResult> results = batch.results(DELIVERED);
        assertThat(results.get(0)).isInstanceOf(DeliveryResult.Refused.class);
        assertThat(results.subList(1, 3)).containsOnly(DELIVERED);
        assertThat(results.get(3)).isInstanceOf(DeliveryResult.Refused.class);
    }

    @Test
    void a_destination_that_has_not_looked_at_all_has_not_delivered() {
        PassingBatch batch = new PassingBatch(List.of(event(1, "one"), event(2, "two")), new TextCache());
        assertThat(batch.next()).isTrue();
        assertThat(batch.results(DELIVERED)).hasSize(2).allMatch(each -> each instanceof DeliveryResult.Retry);
    }

    @Test
    void a_destination_that_broke_off_says_what_becomes_of_all() {
        PassingBatch batch = new PassingBatch(List.of(event(1, "one"), event(2, "two")), new TextCache());
        assertThat(batch.next()).isTrue();
        DeliveryResult refused = new DeliveryResult.Refused("full");
        assertThat(batch.results(refused)).containsExactly(refused, refused);
    }
}
