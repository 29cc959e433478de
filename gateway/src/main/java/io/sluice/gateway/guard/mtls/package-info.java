/** The guard {@code mtls}: the certificate that the sender shows in the handshake of its TLS connection to us. */
package io.sluice.gateway.guard.mtls;
