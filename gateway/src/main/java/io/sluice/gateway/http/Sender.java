package io.sluice.gateway.http;

/**
 * Who sent a request and what it called, behind trusted proxies.
 *
 * @param address the sender's, as digits
 * @param scheme as a proxy says, empty when none does
 * @param authority host, and port where one was written, as a proxy says; empty when none does
 * @param port as a proxy says beside the authority, in digits; empty when none does
 */
public record Sender(String address, String scheme, String authority, String port) {
    /** Where no proxy says a port apart. */
    public Sender(String address, String scheme, String authority) {
        this(address, scheme, authority, "");
    }

    /** Who connected, and nothing else is known. */
    static Sender at(String peer) {
        return new Sender(peer, "", "");
    }

    /**
     * What the sender called. A port that a proxy wrote beside the host is nearer to what the sender wrote than one that stands apart, which in turn is
     * nearer than that of the field {@code Host}, which may be the gateway's own. The scheme's port is not written.
     *
     * @param scheme that was called
     * @param host the field {@code Host}
     */
    public String authority(String scheme, String host) {
        String named = authority.isEmpty() ? host : authority;
        int colon = portAt(named);
        if (port.isEmpty() || named.isEmpty() || (!authority.isEmpty() && colon >= 0)) {
            return named;
        }
        String bare = colon < 0 ? named : named.substring(0, colon);
        return port.equals(scheme.equals("https") ? "443" : "80") ? bare : bare + ":" + port;
    }

    /** Where the port's colon stands, not one within an IPv6 address; -1 when there is none. */
    private static int portAt(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }
}
