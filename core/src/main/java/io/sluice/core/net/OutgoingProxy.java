package io.sluice.core.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxy through which connections go out. It is asked for an address and never for a name ({@code CONNECT}, RFC 9110 section 9.3.6), so that
 * what was checked here is what is connected to, and the proxy cannot resolve a name to something else. Its own address is exempt from
 * the rules: the operator named it. Immutable; never shows its credentials.
 *
 * <pre>{@code
 * Optional<OutgoingProxy> proxy = OutgoingProxy.of(System.getenv());
 * Socket socket = proxy.map(OutgoingProxy::socket).orElseGet(Socket::new);
 * socket.connect(new InetSocketAddress(checked, 443), 5_000); // a tunnel that leads there
 * }</pre>
 */
public final class OutgoingProxy {
    private static final String PROXY = "OUTGOING_PROXY";
    private static final String EXCEPTIONS = "OUTGOING_NO_PROXY";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    private final Target place;
    private final Optional<String> authorization;
    private final List<String> names;
    private final AddressRanges ranges;

    private OutgoingProxy(Target place, Optional<String> authorization, List<String> names, AddressRanges ranges) {
        this.place = place;
        this.authorization = authorization;
        this.names = List.copyOf(names);
        this.ranges = ranges;
    }

    /**
     * What the environment says: {@code OUTGOING_PROXY}, such as {@code http://user:password@proxy.internal:3128}, and
     * {@code OUTGOING_NO_PROXY}, a list of names (with all below them), addresses and blocks that are connected to without it. Empty when none is
     * set.
     *
     * @throws IllegalArgumentException naming the variable that is wrong and the cure, without credentials
     */
    public static Optional<OutgoingProxy> of(Map<String, String> environment) {
        String url = environment.getOrDefault(PROXY, "").strip();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        int at = url.lastIndexOf('@');
        int start = url.indexOf("://") + 3;
        if (start < 3 || (at >= 0 && at < start)) {
            throw unusable();
        }
        Target place = Target.of(url.substring(0, start) + url.substring(Math.max(start, at + 1)))
                .filter(found -> found.scheme().equals("http") && found.port() > 0)
                .filter(found -> found.pathAndQuery().equals("/") && !found.oddlyWritten())
                .orElseThrow(OutgoingProxy::unusable);
        Optional<String> authorization =
                at < 0 ? Optional.empty() : Optional.of(authorization(url.substring(start, at)));
        return Optional.of(exceptions(place, authorization, environment.getOrDefault(EXCEPTIONS, "")));
    }

    private static IllegalArgumentException unusable() {
        return new IllegalArgumentException(PROXY
                + ": is no proxy that can be used; write http://, a host and a port, as in http://proxy.example.com:3128"
                + " or http://user:password@proxy.example.com:3128, with what is special in the password as %40");
    }

    /** Basic credentials, RFC 7617. */
    private static String authorization(String written) {
        int colon = written.indexOf(':');
        String user = decoded(colon < 0 ? written : written.substring(0, colon));
        String password = colon < 0 ? "" : decoded(written.substring(colon + 1));
        boolean readable = !user.contains(":") && (user + password).chars().noneMatch(Character::isISOControl);
        if (!readable || user.isEmpty()) {
            throw unusable();
        }
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            throw unusable(); // without its cause, whose message may hold the password
        }
    }

    private static OutgoingProxy exceptions(Target place, Optional<String> authorization, String written) {
        List<String> names = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (String part : written.split(",", -1)) {
            String text = part.strip().toLowerCase(Locale.ROOT);
            String name = text.startsWith(".") ? text.substring(1) : text;
            if (text.contains("/") || Addresses.parse(text).isPresent()) {
                addresses.add(text);
            } else if (NAME.matcher(name).matches() && !new Target("http", name, -1, "/").oddlyWritten()) {
                names.add(name);
            } else if (!text.isEmpty()) {
                throw notExcepted(text);
            }
        }
        try {
            return new OutgoingProxy(place, authorization, names, new AddressRanges(addresses));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(EXCEPTIONS + ": " + wrong.getMessage(), wrong);
        }
    }

    private static IllegalArgumentException notExcepted(String text) {
        return new IllegalArgumentException(
                EXCEPTIONS + ": \"" + text
                        + "\" is no host; write names, addresses and blocks with commas between them, as in internal.example.com, 10.0.0.0/8");
    }

    /** Whether connections to that host go through the proxy, unless its address is an exception. */
    public boolean serves(String host) {
        return names.stream().noneMatch(name -> host.equals(name) || host.endsWith("." + name));
    }

    /** Whether connections to that address are made without the proxy. */
    boolean spares(InetAddress address) {
        return ranges.holds(address.getHostAddress());
    }

    /**
     * A socket that is not connected. Connecting it to an address leads there through the proxy, or fails with a {@link ProxyFailure}; the time
     * that is given for it is for the way through the proxy, too.
     */
    public Socket socket() {
        return new TunnelSocket(this);
    }

    /** Where the proxy is, asked for at each connection. */
    InetSocketAddress address() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getAllByName(place.host())[0], place.port());
    }

    /** The value of {@code Proxy-Authorization}; for the proxy alone. */
    Optional<String> authorization() {
        return authorization;
    }

    /** Its host and port. */
    @Override
    public String toString() {
        String host = place.host().contains(":") ? "[" + place.host() + "]" : place.host();
        return host + ":" + place.port();
    }
}
