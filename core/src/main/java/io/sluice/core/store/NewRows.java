package io.sluice.core.store;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one journal added to the event log behind a position, counted per webhook and second.
 *
 * @param after the position: every row up to this sequence was counted before
 * @param upto every row up to this sequence is counted here; equal to {@code after} when there is nothing new
 */
public record NewRows(String journal, long after, long upto, List<SecondCount> counts) {

    /**
     * Events of one webhook whose time falls in one second.
     *
     * @param epochSecond Unix seconds
     * @param bytes of their bodies
     */
    public record SecondCount(String webhookId, long epochSecond, long events, long bytes) {}

    /**
     * Events of one webhook whose time falls in one minute.
     *
     * @param epochMinute Unix minutes
     */
    public record MinuteCount(String webhookId, long epochMinute, long events, long bytes) {

        private MinuteCount plus(MinuteCount other) {
            return new MinuteCount(webhookId, epochMinute, events + other.events, bytes + other.bytes);
        }
    }

    /** The same counts per minute, oldest first. */
    public List<MinuteCount> perMinute() {
        return counts.stream()
                .map(second -> new MinuteCount(
                        second.webhookId(), Math.floorDiv(second.epochSecond(), 60), second.events(), second.bytes()))
                .collect(Collectors.toMap(
                        minute -> List.of(minute.epochMinute(), minute.webhookId()),
                        minute -> minute,
                        MinuteCount::plus))
                .values()
                .stream()
                .sorted(Comparator.comparingLong(MinuteCount::epochMinute).thenComparing(MinuteCount::webhookId))
                .toList();
    }
}
