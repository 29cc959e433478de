package io.sluice.core.journal;

/**
 * Names the journal that events come from. The id is made when the journal is, so a wiped data folder never passes for the old one.
 *
 * @param id the journal's UUID as text
 * @param instance the name of the gateway instance that owns it
 */
public record JournalRef(String id, String instance) {}
