/** {@code GET /health}: what each component says of itself, and whether this instance is ready. */
package io.sluice.gateway.health;
