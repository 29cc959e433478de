/** Counts of accepted events per webhook, exact through crashes because they can be told from the journal. */
package io.sluice.core.stats;
