package io.sluice.core.delivery;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A dead letter and the state of delivery with any content: read, or refused as documented; a state is written as it was read. */
public final class DeadLettersFuzz {
    private DeadLettersFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            DeadLetter letter = DeadLetters.decode(ByteBuffer.wrap(input));
            byte[] end = Arrays.copyOfRange(input, input.length - letter.bytes().length, input.length);
            check(Arrays.equals(letter.bytes(), end), "the event's bytes are others");
        } catch (IllegalArgumentException refused) {
            check(refused.getMessage().startsWith("these bytes are no dead letter: "), refused.getMessage());
        }
        try {
            DeliveryState state = DeliveryState.decode(input);
            check(state.equals(DeliveryState.decode(state.encode())), "another state when it is written and read");
        } catch (IllegalArgumentException refused) {
            check(refused.getMessage().startsWith("no state of delivery: "), refused.getMessage());
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
