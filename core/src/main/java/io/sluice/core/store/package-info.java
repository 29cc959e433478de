/** The contract of the event store. */
package io.sluice.core.store;
