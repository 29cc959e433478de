/** Public keys of senders: read from PEM, JWK, hex or Base64, and asked whether a signature is theirs. */
package io.sluice.gateway.guard.publickey;
