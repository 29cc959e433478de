package io.sluice.bench.prove;

import io.sluice.core.event.EventId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known when all has settled and stopped.
 *
 * @param attempts what the senders saw, in the order in which it ended
 * @param journals what is in each gateway's journal
 * @param logged what is in the event log
 * @param received what the receiver wrote down
 * @param counts totals that were shown, by who showed them; to be equal to {@code countsLogged}
 * @param countsLogged rows of the webhook in the event log
 * @param failedCalls calls to the disk that were made to fail
 */
record Evidence(
        Collection<Attempt> attempts,
        List<JournalContents> journals,
        Map<EventId, EventLogRows.Logged> logged,
        Receiver.Received received,
        Map<String, Long> counts,
        long countsLogged,
        long failedCalls) {}
