package io.sluice.gateway.guard.outgoing;

import io.sluice.core.net.CheckedLookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** Asks {@link CheckedLookup} whenever the client makes a connection. */
record GuardResolver(CheckedLookup lookup) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return lookup.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
