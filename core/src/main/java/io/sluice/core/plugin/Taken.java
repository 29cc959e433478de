package io.sluice.core.plugin;

/**
 * What a guard took from a request that it accepted: a token of a limit, a nonce, the key of an event that must not come twice. Exactly
 * one of the two methods is called, once, on any thread; neither blocks nor throws.
 */
@FunctionalInterface
public interface Taken {

    /** The request was refused later on, by another guard or by the journal: as if it had not been asked. */
    void giveBack();

    /**
     * The event is on disk.
     *
     * @param eventId as the sender sees it in {@code X-Event-Id}
     */
    default void keep(String eventId) {}
}
