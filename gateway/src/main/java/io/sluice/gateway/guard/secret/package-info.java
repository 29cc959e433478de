/** Secrets that guards compare with: lists for rotation, comparison in constant time. */
package io.sluice.gateway.guard.secret;
