/** An event that comes again is stored once. */
package io.sluice.gateway.guard.idempotency;
