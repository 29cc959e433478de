package io.sluice.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Event;
import io.sluice.core.plugin.Delivery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which events the journal has promised, and what their destinations have seen of them. By sequence. Thread-safe. */
final class DeliveryModel {
    private final Map<Long, String> promised = new ConcurrentSkipListMap<>();
    private final Map<Long, String> seen = new ConcurrentHashMap<>();
    private final Map<Long, Integer> tries = new ConcurrentHashMap<>();
    private final Map<Long, Integer> taken = new ConcurrentHashMap<>();

    /** The event is in the journal. */
    void promised(long sequence, Event event) {
        String body = text(event);
        assertThat(Optional.ofNullable(promised.put(sequence, body)).orElse(body))
                .as("record %d", sequence)
                .isEqualTo(body);
    }

    int promised() {
        return promised.size();
    }

    void tried(Delivery delivery) {
        seen.merge(delivery.sequence(), text(delivery.event()), (one, other) -> one.equals(other) ? one : one + other);
        tries.merge(delivery.sequence(), 1, Integer::sum);
    }

    void taken(Delivery delivery) {
        taken.merge(delivery.sequence(), 1, Integer::sum);
    }

    int tries() {
        return tries.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** When everything is settled: each event is where its fate says, and nothing else is anywhere. */
    void check(List<DeadLetter> letters, boolean onceOnly) {
        assertThat(promised).as("what destinations have seen").containsAllEntriesOf(seen);
        for (DeadLetter letter : letters) {
            assertThat(promised)
                    .as("what dead letters hold")
                    .containsEntry(letter.sequence(), text(letter.event().orElseThrow()));
        }
        promised.forEach((sequence, body) -> {
            Fate fate = Fate.of(body.getBytes(UTF_8));
            List<DeadLetter> own = letters.stream()
                    .filter(letter -> letter.sequence() == sequence)
                    .toList();
            String what = "event " + sequence + ": " + body;
            assertThat(own.size())
                    .as("dead letters of %s", what)
                    .isBetween(least(fate.isDeadLetter()), most(fate.isDeadLetter(), onceOnly));
            assertThat(taken.getOrDefault(sequence, 0))
                    .as("deliveries of %s", what)
                    .isBetween(least(!fate.isDeadLetter()), most(!fate.isDeadLetter(), onceOnly));
            assertThat(tries.getOrDefault(sequence, 0)).as("tries of %s", what).isGreaterThanOrEqualTo(fate.tries());
            int atMost = fate == Fate.ORPHANED ? Integer.MAX_VALUE : tries.getOrDefault(sequence, 0);
            own.forEach(letter -> assertThat(letter.attempts())
                    .as("attempts that the dead letter of %s tells of", what)
                    .isBetween(Math.max(1, fate.tries()), atMost));
        });
    }

    private static int least(boolean due) {
        return due ? 1 : 0;
    }

    private static int most(boolean due, boolean onceOnly) {
        return !due ? 0 : onceOnly ? 1 : Integer.MAX_VALUE;
    }

    private static String text(Event event) {
        return new String(event.body(), UTF_8);
    }
}
