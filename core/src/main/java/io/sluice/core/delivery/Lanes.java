package io.sluice.core.delivery;

import io.sluice.core.config.Webhook;
import io.sluice.core.delivery.DeliveryState.LaneState;
import io.sluice.core.delivery.DeliveryState.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lanes of all webhooks, made when a webhook has its first event: an idle webhook costs nothing. Thread-safe. */
final class Lanes {
    /** A little more than the longest delay that a webhook can ask for: a restored wait beyond it comes from a clock that was wrong. */
    private static final long LONGEST_WAIT_MILLIS = Duration.ofDays(8).toMillis();

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Webhook> webhooks;
    private final Surroundings surroundings;

    Lanes(Collection<Webhook> webhooks, Surroundings surroundings) {
        this.webhooks = webhooks.stream().collect(Collectors.toUnmodifiableMap(Webhook::id, Function.identity()));
        this.surroundings = surroundings;
    }

    /** The webhook's lane. A new one has nothing undelivered among what was dispatched so far. */
    Lane of(String webhookId) {
        Lane lane = lanes.get(webhookId);
        return lane != null
                ? lane
                : lanes.computeIfAbsent(
                        webhookId, id -> make(id, surroundings.tail().dispatched(), false));
    }

    private Lane make(String id, long position, boolean behind) {
        Webhook webhook =
                id.equals(Unreadable.ID) ? Unreadable.webhook() : webhooks.getOrDefault(id, Unconfigured.webhook(id));
        return new Lane(id, webhook.destination(), new Handover(webhook, surroundings), surroundings, position, behind);
    }

    /** Makes the lanes that an earlier run left with something to do, and begins. */
    void resume(DeliveryState state) {
        long nowMillis = surroundings.clock().millis();
        long nowNanos = surroundings.timer().nanoTime();
        for (LaneState left : state.lanes()) {
            Lane lane = make(left.webhookId(), left.position(), left.position() < state.position());
            lanes.put(left.webhookId(), lane);
            lane.resume(left.waiting().stream()
                    .map(waiting -> restored(waiting, nowMillis, nowNanos))
                    .toList());
        }
    }

    private static Pending restored(Waiting waiting, long nowMillis, long nowNanos) {
        long wait =
                Math.clamp(waiting.dueMillis() - nowMillis, 0, LONGEST_WAIT_MILLIS); // the clock may have been stepped
        return Pending.restored(
                waiting.sequence(),
                waiting.timeMicros(),
                waiting.attempts(),
                waiting.dueMillis(),
                nowNanos + TimeUnit.MILLISECONDS.toNanos(wait));
    }

    /** What a restart needs to know: consistent, because the position is taken before the lanes are looked at. */
    DeliveryState state() {
        long dispatched = surroundings.tail().dispatched();
        List<LaneState> active = lanes.values().stream()
                .map(lane -> lane.state(dispatched))
                .filter(lane -> !lane.waiting().isEmpty() || lane.position() != dispatched)
                .sorted(Comparator.comparing(LaneState::webhookId))
                .toList();
        return new DeliveryState(surroundings.journal().ref().id(), dispatched, active);
    }

    List<LaneMeasures> measures() {
        return lanes.values().stream()
                .map(Lane::measures)
                .sorted(Comparator.comparing(LaneMeasures::webhookId))
                .toList();
    }

    /** Why a webhook cannot read the journal at present. */
    Optional<String> failure() {
        return lanes.values().stream()
                .flatMap(lane -> lane.readFailure().stream())
                .findFirst();
    }

    /** What the operator must know of records that are no events and went to the dead letters since the start. */
    Optional<String> unreadable() {
        return Optional.ofNullable(lanes.get(Unreadable.ID))
                .map(lane -> lane.measures())
                .filter(lane -> lane.deadLetters() + lane.pending() > 0)
                .map(lane -> "records of the journal that are no events, and so were not delivered: "
                        + (lane.deadLetters() + lane.pending())
                        + ". They are kept among the dead letters; \"sluice journal cat --dead\" says why");
    }

    void stop() {
        lanes.values().forEach(Lane::stop);
    }

    void close() {
        lanes.values().forEach(Lane::close);
    }
}
