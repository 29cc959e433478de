package io.sluice.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import java.time.Duration;
import java.util.Optional;

/** What is to become of an event, told by its body. */
enum Fate {
    TAKEN,
    TAKEN_AT_THE_THIRD_TRY,
    LEFT_ALONE_FOR_AN_HOUR,
    REFUSED,
    HOPELESS,
    /** It belongs to a webhook that is not configured. */
    ORPHANED;

    static final int MOST_ATTEMPTS = 5;
    private static final DeliveryResult DELIVERED = new DeliveryResult.Delivered();

    byte[] body(int number) {
        return (name() + " " + number).getBytes(UTF_8);
    }

    static Fate of(byte[] body) {
        return valueOf(new String(body, UTF_8).split(" ")[0]);
    }

    /** How often it must have been tried, at the least, before it is settled. */
    int tries() {
        return switch (this) {
            case TAKEN, REFUSED -> 1;
            case LEFT_ALONE_FOR_AN_HOUR -> 2;
            case TAKEN_AT_THE_THIRD_TRY -> 3;
            case HOPELESS -> MOST_ATTEMPTS;
            case ORPHANED -> 0;
        };
    }

    boolean isDeadLetter() {
        return this == REFUSED || this == HOPELESS || this == ORPHANED;
    }

    /** What the destination says to a try. */
    DeliveryResult answer(Delivery delivery) {
        return switch (this) {
            case TAKEN -> DELIVERED;
            case TAKEN_AT_THE_THIRD_TRY -> delivery.attempt() < 3 ? again(Optional.empty()) : DELIVERED;
            case LEFT_ALONE_FOR_AN_HOUR -> delivery.attempt() < 2 ? again(Optional.of(Duration.ofHours(1))) : DELIVERED;
            case REFUSED -> new DeliveryResult.Refused("refused");
            case HOPELESS -> again(Optional.empty());
            case ORPHANED -> throw new AssertionError("nobody can deliver this");
        };
    }

    private static DeliveryResult again(Optional<Duration> after) {
        return new DeliveryResult.Retry(after, "not yet");
    }
}
