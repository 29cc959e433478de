package io.sluice.core.plugin;

import io.sluice.core.settings.Section;

/** Knows one guard: the key it has in a webhook's settings, how the settings under that key read, how to build it. */
public interface GuardFactory {

    /** When a guard is asked: in the order of these constants, cheap and address-bound first. */
    enum Phase {
        ADDRESS,
        IDENTITY,
        LIMIT,
        PAYLOAD,
        DEDUP
    }

    /** The key in the webhook's settings, such as {@code rate_limit}. */
    String key();

    Phase phase();

    /**
     * Reads and validates the settings. Problems go to the webhook's section, all of them; nothing is thrown.
     *
     * @param webhook the webhook's whole section; the guard reads its own {@link #key()} from it
     */
    GuardPlan read(String webhookId, Section webhook);
}
