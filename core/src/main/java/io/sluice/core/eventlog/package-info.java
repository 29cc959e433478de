/** From the journal to the event store, exactly once. */
package io.sluice.core.eventlog;
