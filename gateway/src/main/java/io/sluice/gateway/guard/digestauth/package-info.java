/** The guard {@code digest_auth}: HTTP Digest, RFC 7616. */
package io.sluice.gateway.guard.digestauth;
