package io.sluice.destinations.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the host each time a connection is made and leaves only addresses that may be connected to. The connection is made to
 * exactly what this returns, so a name that changes its address between check and use gains nothing.
 */
final class CheckedResolver implements DnsResolver {

    /** Turns a name into addresses. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final AddressRule rule;
    private final Lookup lookup;

    CheckedResolver(AddressRule rule, Lookup lookup) {
        this.rule = rule;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> usable = new ArrayList<>();
        Optional<String> refusal = Optional.empty();
        for (InetAddress address : lookup.addresses(host)) {
            Optional<String> reason = rule.refusal(address);
            if (reason.isEmpty()) {
                usable.add(address);
            } else {
                refusal = Optional.of(address.getHostAddress() + " (" + reason.get() + ")");
            }
        }
        if (usable.isEmpty()) {
            throw new AddressRefused(host + " leads to " + refusal.orElse("no address")
                    + ", which is not allowed; add the host to \"allowed_hosts\" if that is meant");
        }
        return usable.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
