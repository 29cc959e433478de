package io.sluice.core.net;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where requests go, taken apart once.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower case, without the brackets of an IPv6 address
 * @param port -1 for the scheme's own
 * @param pathAndQuery begins with a slash
 */
public record Target(String scheme, String host, int port, String pathAndQuery) {
    private static final int LONGEST = 8_192;
    private static final Pattern URL = Pattern.compile(
            "(https?)://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?::([0-9]{1,5}))?([/?](?:[!-~&&[^#<>\"\\\\^`{|}%]]|%[0-9a-fA-F]{2})*+)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERS = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)");

    /** Reads a URL; empty when it is not a plain URL of HTTP with a host, and without user, password and fragment. */
    public static Optional<Target> of(String url) {
        Matcher parts = URL.matcher(url.strip());
        if (url.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group(2).toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
        int port = parts.group(3) == null ? -1 : Integer.parseInt(parts.group(3));
        String rest = parts.group(4) == null ? "/" : parts.group(4);
        Target target = new Target(
                parts.group(1).toLowerCase(Locale.ROOT), host, port, rest.startsWith("?") ? "/" + rest : rest);
        boolean bracketed = parts.group(2).startsWith("[");
        boolean noHost = bracketed && (!host.contains(":") || target.literal().isEmpty());
        return port == 0 || port > 0xFFFF || noHost ? Optional.empty() : Optional.of(target);
    }

    /** Whether the host is an IPv4 address in another form than four decimal numbers: octal, hexadecimal, shortened, one integer. */
    public boolean oddlyWritten() {
        return NUMBERS.matcher(host).matches() && !Addresses.isDotted(host);
    }

    /** The address, when the host is one and not a name. */
    public Optional<InetAddress> literal() {
        return Addresses.parse(host);
    }

    /** The URL without what may be secret: no query, and of the path its first name only. */
    @Override
    public String toString() {
        String path = pathAndQuery.replaceFirst("\\?.*", "");
        int second = path.indexOf('/', 1);
        String shown = second < 0 || second == path.length() - 1 ? path : path.substring(0, second) + "/…";
        String name = host.contains(":") ? "[" + host + "]" : host;
        return scheme + "://" + name + (port < 0 ? "" : ":" + port) + shown;
    }
}
