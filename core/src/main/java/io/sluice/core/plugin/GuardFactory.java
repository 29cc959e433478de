package io.sluice.core.plugin;

import io.sluice.core.settings.Section;

/** Knows one guard: the key it has in a webhook's settings, how the settings under that key read, how to build it. */
public interface GuardFactory {

    /**
     * When a guard is asked: in the order of these constants, and within one in the order of registration. What is cheap and bound to
     * an address comes first, what takes something comes after what proves who is there.
     */
    enum Phase {
        /** Where the request comes from. */
        ADDRESS,
        /** Who sent it: a secret, a signature over the raw body. */
        IDENTITY,
        /** How many may come. */
        LIMIT,
        /** What it says. Asked when the body is known to be what the webhook's {@code data_type} says. */
        PAYLOAD,
        /** Whether it came before. */
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
