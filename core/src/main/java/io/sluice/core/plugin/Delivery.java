package io.sluice.core.plugin;

import io.sluice.core.event.Event;

/**
 * One event on its way to one destination.
 *
 * @param sequence its place in the journal
 * @param attempt which try this is, from 1
 */
public record Delivery(Event event, long sequence, int attempt) {}
