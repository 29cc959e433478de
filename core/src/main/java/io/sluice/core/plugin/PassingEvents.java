package io.sluice.core.plugin;

import io.sluice.core.event.EventView;

/** The events of a batch, one after the other; begins before the first. */
public interface PassingEvents {

    /** Goes to the next event; false behind the last one. */
    boolean next();

    /** The event; good until {@link #next} is called or the call that was given the events has returned. */
    EventView event();

    /** Its place in the journal. */
    long sequence();

    /** Which try this is, from 1. */
    int attempt();
}
