package io.sluice.core.net;

import io.sluice.core.net.AddressBlock.Use;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses may be connected to: those of the public Internet. A webhook's settings must not become a way into the operator's
 * own network (server-side request forgery). The blocks are those of the IANA registries of special-purpose addresses that are not
 * globally reachable, and the forms of IPv6 that carry an IPv4 address.
 *
 * @param allowed uses that the operator permits
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4 Special-Purpose Address Registry</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA IPv6 Special-Purpose Address Registry</a>
 */
public record AddressRule(Set<Use> allowed) {
    private static final List<AddressBlock> BLOCKS = List.of(
            AddressBlock.of("169.254.0.0/16", Use.NEVER, "link-local, where clouds keep their metadata"),
            AddressBlock.of("fd00:ec2::254/128", Use.NEVER, "metadata of a cloud"),
            AddressBlock.of("168.63.129.16/32", Use.NEVER, "metadata of a cloud"),
            AddressBlock.of("100.100.100.200/32", Use.NEVER, "metadata of a cloud"),
            AddressBlock.of("127.0.0.0/8", Use.LOOPBACK, "loopback"),
            AddressBlock.of("::1/128", Use.LOOPBACK, "loopback"),
            AddressBlock.of("10.0.0.0/8", Use.PRIVATE, "private"),
            AddressBlock.of("172.16.0.0/12", Use.PRIVATE, "private"),
            AddressBlock.of("192.168.0.0/16", Use.PRIVATE, "private"),
            AddressBlock.of("100.64.0.0/10", Use.PRIVATE, "shared by a provider's customers (RFC 6598)"),
            AddressBlock.of("fc00::/7", Use.PRIVATE, "private"),
            AddressBlock.of("0.0.0.0/8", Use.NEVER, "this network"),
            AddressBlock.of("192.0.0.0/24", Use.NEVER, "for protocols"),
            AddressBlock.of("192.0.2.0/24", Use.NEVER, "for documentation"),
            AddressBlock.of("192.88.99.0/24", Use.NEVER, "6to4 relays"),
            AddressBlock.of("198.18.0.0/15", Use.NEVER, "for benchmarks"),
            AddressBlock.of("198.51.100.0/24", Use.NEVER, "for documentation"),
            AddressBlock.of("203.0.113.0/24", Use.NEVER, "for documentation"),
            AddressBlock.of("224.0.0.0/4", Use.NEVER, "multicast"),
            AddressBlock.of("240.0.0.0/4", Use.NEVER, "reserved"),
            AddressBlock.of("2001::/23", Use.NEVER, "for protocols, Teredo among them"),
            AddressBlock.of("2001:db8::/32", Use.NEVER, "for documentation"),
            AddressBlock.of("2002::/16", Use.NEVER, "6to4, which carries an IPv4 address"),
            AddressBlock.of("3fff::/20", Use.NEVER, "for documentation"));
    private static final AddressBlock GLOBAL_UNICAST = AddressBlock.of("2000::/3", Use.NEVER, "global unicast");

    /** What the environment permits: {@code ALLOW_PRIVATE_IP_CONNECTIONS}, {@code ALLOW_LOCALHOST_FOR_TESTS}. */
    public static AddressRule of(Map<String, String> environment) {
        boolean privates = on(environment, "ALLOW_PRIVATE_IP_CONNECTIONS");
        boolean loopback = on(environment, "ALLOW_LOCALHOST_FOR_TESTS");
        if (privates) {
            return new AddressRule(Set.of(Use.PRIVATE, Use.LOOPBACK));
        }
        return new AddressRule(loopback ? Set.of(Use.LOOPBACK) : Set.of());
    }

    private static boolean on(Map<String, String> environment, String name) {
        return environment
                .getOrDefault(name, "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .matches("true|1|yes|on");
    }

    /** Why the address may not be connected to; empty when it may. */
    public Optional<String> refusal(InetAddress address) {
        for (AddressBlock block : BLOCKS) {
            if (block.contains(address)) {
                return allowed.contains(block.use()) ? Optional.empty() : Optional.of(block.name());
            }
        }
        // What is neither global unicast nor named above holds multicast, link-local, NAT64, IPv4-mapped and
        // IPv4-compatible.
        return address instanceof Inet6Address && !GLOBAL_UNICAST.contains(address) && !allowed.contains(Use.NEVER)
                ? Optional.of("not on the public Internet")
                : Optional.empty();
    }
}
