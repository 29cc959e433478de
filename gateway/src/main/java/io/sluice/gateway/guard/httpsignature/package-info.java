/** The guard {@code http_signature}: HTTP Message Signatures, RFC 9421, with Content-Digest, RFC 9530. */
package io.sluice.gateway.guard.httpsignature;
