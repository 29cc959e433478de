package io.sluice.bench.check;

import io.sluice.core.event.EventId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the event log agrees with what was acknowledged. */
public sealed interface LogOutcome {

    /**
     * Every acknowledged id was looked for.
     *
     * @param acknowledged different ids that were acknowledged
     * @param missing acknowledged, and not in the log
     * @param doubled acknowledged, and in the log more than once
     * @param unknown in the log within the load's time, and not acknowledged: answers that were lost, or other senders
     * @param repeated acknowledgements that named an id which another one had named already
     * @param examples some of the missing and doubled ids
     * @param visibleAfter from the last answer to the moment when as many rows were visible as were acknowledged; empty when
     *     that moment never came
     */
    record Checked(
            long acknowledged,
            long missing,
            long doubled,
            long unknown,
            long repeated,
            List<EventId> examples,
            Optional<Duration> visibleAfter)
            implements LogOutcome {

        /** Whether each acknowledged event is there once. */
        public boolean agrees() {
            return missing == 0 && doubled == 0 && repeated == 0;
        }
    }

    /**
     * There is no event log to ask, or nothing to look for.
     *
     * @param reason half a sentence: why
     */
    record NotChecked(String reason) implements LogOutcome {}

    /**
     * There is an event log, and it did not answer.
     *
     * @param cause what it said
     */
    record Unreachable(String cause) implements LogOutcome {}
}
