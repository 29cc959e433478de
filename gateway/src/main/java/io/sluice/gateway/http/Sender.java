package io.sluice.gateway.http;

/**
 * Who sent a request and what it called, behind trusted proxies.
 *
 * @param address the sender's, as digits
 * @param scheme as a proxy says, empty when none does
 * @param authority as a proxy says, empty when none does
 */
public record Sender(String address, String scheme, String authority) {
    /** Who connected, and nothing else is known. */
    static Sender at(String peer) {
        return new Sender(peer, "", "");
    }
}
