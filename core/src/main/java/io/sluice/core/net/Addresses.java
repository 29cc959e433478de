package io.sluice.core.net;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as text. */
public final class Addresses {
    private static final Pattern DOTTED =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    private Addresses() {}

    /**
     * Reads an address: four decimal numbers, or IPv6 with or without a zone. Other forms of IPv4 (octal, shortened, one integer) are
     * none, because two readers could take them for two addresses. No name is looked up.
     */
    public static Optional<InetAddress> parse(String text) {
        if (!isDotted(text) && text.indexOf(':') < 0) {
            return Optional.empty();
        }
        int zone = text.indexOf('%');
        try {
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone)));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether the text is four decimal numbers. */
    static boolean isDotted(String text) {
        return DOTTED.matcher(text).matches();
    }
}
