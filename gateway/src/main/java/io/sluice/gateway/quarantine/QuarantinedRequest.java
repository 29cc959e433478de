package io.sluice.gateway.quarantine;

import io.sluice.core.event.EventId;
import io.sluice.gateway.recorded.RecordedRequest;

/**
 * A request that was refused and kept.
 *
 * @param id of the event that it becomes when it is let in, given when it was refused
 * @param guard the key of the guard that refused it
 * @param status the status of the answer
 * @param cause why, for the operator, without a secret of ours; may hold what was sent
 */
public record QuarantinedRequest(EventId id, RecordedRequest request, String guard, int status, String cause) {
    /** About how much memory and disk it takes. */
    long weight() {
        long weight = 512L
                + 4_096L * request.certificates().size()
                + request.body().length
                + 2L * (request.target().length() + cause.length());
        for (var header : request.headers()) {
            weight += 64 + 2L * (header.name().length() + header.value().length());
        }
        return weight;
    }
}
