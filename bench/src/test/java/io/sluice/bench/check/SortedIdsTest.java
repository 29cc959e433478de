package io.sluice.bench.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.EventId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SortedIdsTest {

    @Property(tries = 300)
    void ids_come_in_order_and_none_is_lost(
            @ForAll @Size(max = 200) List<@LongRange(min = -3, max = 3) Long> highs,
            @ForAll @Size(min = 200, max = 200) List<@LongRange(min = -50, max = 50) Long> lows) {
        List<EventId> expected = IntStream.range(0, highs.size())
                .mapToObj(i -> new EventId(highs.get(i), lows.get(i)))
                .sorted()
                .toList();
        AcknowledgedIds one = new AcknowledgedIds();
        AcknowledgedIds two = new AcknowledgedIds();
        for (int i = 0; i < highs.size(); i++) {
            (i % 3 == 0 ? one : two).add(highs.get(i), lows.get(i));
        }

        SortedIds sorted = AcknowledgedIds.sorted(List.of(one, two));

        assertThat(Stream.iterate(0, i -> i + 1).limit(sorted.size()).map(sorted::get))
                .containsExactlyElementsOf(expected);
        assertThat(sorted.repeated())
                .isEqualTo(expected.size() - (int) expected.stream().distinct().count());
    }

    @Test
    void many_chunks_are_kept_whole() {
        AcknowledgedIds ids = new AcknowledgedIds();
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            ids.add(i / 7, count - i);
        }

        SortedIds sorted = AcknowledgedIds.sorted(List.of(ids));

        assertThat(ids.size()).isEqualTo(count);
        assertThat(sorted.size()).isEqualTo(count);
        assertThat(IntStream.range(1, count).allMatch(i -> sorted.get(i - 1).compareTo(sorted.get(i)) < 0))
                .isTrue();
    }
}
