package io.sluice.gateway.http;

import io.sluice.core.net.AddressRanges;
import io.sluice.core.net.Addresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the sender behind proxies: in {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For}, from the right, which the nearest proxy
 * wrote, to the left, as long as a hop's address is a trusted proxy's. The first that is not is the sender's; what stands left of it
 * anybody may have written. When a connection does not come from a trusted proxy nothing of this is looked at.
 *
 * <p>A proxy writes one of the two fields and may let the other pass as it came. Where both are there and do not name the same address,
 * neither is believed.
 */
public final class TrustedProxies {
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    private final AddressRanges ranges;

    public TrustedProxies(AddressRanges ranges) {
        this.ranges = ranges;
    }

    /** Whether no proxy is trusted, so that whoever connects is the sender. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /**
     * Who sent a request.
     *
     * @param peer the address that the connection came from
     * @param fields names and values of the header fields, in turn
     */
    public Sender sender(String peer, String[] fields) {
        if (ranges.isEmpty() || !ranges.holds(peer)) {
            return Sender.at(peer);
        }
        List<String> forwarded = list(fields, "Forwarded");
        List<String> addresses = list(fields, "X-Forwarded-For");
        Sender plain = new Sender(
                nearest(peer, addresses),
                scheme(first(list(fields, "X-Forwarded-Proto"))),
                authority(first(list(fields, "X-Forwarded-Host"))),
                port(first(list(fields, "X-Forwarded-Port"))));
        if (forwarded.isEmpty()) {
            return plain;
        }
        Sender standard = standard(peer, forwarded);
        if (addresses.isEmpty()) {
            return new Sender(
                    standard.address(),
                    standard.scheme().isEmpty() ? plain.scheme() : standard.scheme(),
                    standard.authority().isEmpty() ? plain.authority() : standard.authority(),
                    standard.authority().isEmpty() ? plain.port() : "");
        }
        return standard.address().equals(plain.address()) ? plain : Sender.at(peer);
    }

    private String nearest(String peer, List<String> hops) {
        String nearest = peer;
        for (String hop : hops.reversed()) {
            Optional<String> address = address(hop);
            if (address.isEmpty()) {
                return nearest; // what a proxy does not know is not guessed
            }
            nearest = address.get();
            if (!ranges.holds(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private Sender standard(String peer, List<String> elements) {
        Sender nearest = Sender.at(peer);
        for (String element : elements.reversed()) {
            ForwardedElement hop = ForwardedElement.parse(element);
            Optional<String> address = address(hop.client());
            nearest = new Sender(address.orElse(nearest.address()), scheme(hop.scheme()), authority(hop.authority()));
            if (address.isEmpty() || !ranges.holds(nearest.address())) {
                return nearest;
            }
        }
        return nearest;
    }

    /** The address of a hop, without brackets and port; empty for a name and for {@code unknown}. */
    private static Optional<String> address(String hop) {
        String text = hop;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            text = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            text = text.substring(0, text.indexOf(':'));
        }
        return Addresses.parse(text).map(InetAddress::getHostAddress);
    }

    private static String scheme(String written) {
        String scheme = written.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : "";
    }

    private static String authority(String written) {
        return HeadFields.isHost(written, 0) ? written : "";
    }

    /** 1 to 65535 in digits, without zeros before them, as it stands in a URL. */
    private static String port(String written) {
        return PORT.matcher(written).matches() && Integer.parseInt(written) <= 0xFFFF ? written : "";
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.getFirst();
    }

    /** The members of a list field, over all its lines; commas in quotes do not part. */
    private static List<String> list(String[] fields, String name) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equalsIgnoreCase(name)) {
                split(fields[i + 1], ',', members);
            }
        }
        return members;
    }

    /** Splits at a character that stands outside of quotes; blanks around a part and empty parts are dropped. */
    static void split(String text, char at, List<String> parts) {
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || (text.charAt(i) == at && !quoted)) {
                String part = text.substring(from, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = i + 1;
            } else if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (text.charAt(i) == '\\' && quoted) {
                i++;
            }
        }
    }
}
