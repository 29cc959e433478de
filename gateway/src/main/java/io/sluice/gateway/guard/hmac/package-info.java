/** The guard {@code hmac}: a signature over the raw body with a shared secret, RFC 2104. */
package io.sluice.gateway.guard.hmac;
