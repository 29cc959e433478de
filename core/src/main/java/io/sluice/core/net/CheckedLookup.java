package io.sluice.core.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a host each time a connection is made and leaves only addresses that may be connected to. The connection is to be made to
 * exactly what this returns, so a name that changes its address between check and use gains nothing.
 */
public record CheckedLookup(AddressRule rule, Lookup names) {

    /** Turns a name into addresses. */
    public interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /**
     * The addresses of the host that may be connected to: at least one.
     *
     * @throws AddressRefused when it has none
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> usable = new ArrayList<>();
        Optional<String> refusal = Optional.empty();
        for (InetAddress address : names.addresses(host)) {
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
}
