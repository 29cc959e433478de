/** The guard {@code oauth1}: requests signed as OAuth 1.0 has them, RFC 5849. */
package io.sluice.gateway.guard.oauth1;
