package io.sluice.gateway.control;

import java.util.List;

/**
 * What is to be done with which requests of the quarantine.
 *
 * @param webhook all of this webhook's; empty for {@code ids}, or for all when there are none
 */
public record QuarantineOrder(Action action, String webhook, List<String> ids) {
    /** What can be done. */
    public enum Action {
        RETRY,
        DELETE
    }

    public QuarantineOrder {
        ids = List.copyOf(ids);
    }
}
