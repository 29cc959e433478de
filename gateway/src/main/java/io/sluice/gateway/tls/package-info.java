/** The port that speaks TLS: its files and their renewal, its handshakes, and the certificates that senders show. */
package io.sluice.gateway.tls;
