package io.sluice.core.plugin;

/** A destination that was configured and is valid, but not built: what {@code sluice check} shows. */
public interface DestinationPlan {

    /** One line that says where events will go, without secrets: {@code POST https://example.com/hook}. */
    String describe();

    /** How many calls of {@link Destination#deliver} may be under way at once. */
    int concurrency();

    /** The most deliveries one call takes. */
    int maxBatch();

    Destination build();
}
