/** Calls that guards make: for keys, introspection, verification. */
package io.sluice.gateway.guard.outgoing;
