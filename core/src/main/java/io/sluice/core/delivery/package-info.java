/** From the journal to the destinations: retry, back-off, acknowledgement, dead letters. */
package io.sluice.core.delivery;
