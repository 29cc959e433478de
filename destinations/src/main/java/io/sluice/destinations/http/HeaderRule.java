package io.sluice.destinations.http;

import io.sluice.core.event.Header;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which headers of the sender's request go on to the destination.
 *
 * @param forward whether any do
 * @param allowed lower case; when given, no others
 */
record HeaderRule(boolean forward, Optional<Set<String>> allowed) {
    private static final Pattern NAME =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}"); // a token of RFC 9110, section 5.6.2
    private static final Pattern VALUE = Pattern.compile("[\\t -~\\x80-\\xFF]{0,8192}");

    /** They belong to one connection (RFC 9110, section 7.6.1), are made anew for the next request, or go with the body in any case. */
    private static final Set<String> NEVER = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "expect",
            "http2-settings");

    /** Whether a header of that name cannot be set in the settings, because the request itself decides it. */
    static boolean reserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NEVER.contains(lower) && !lower.equals("content-type") && !lower.equals("content-encoding");
    }

    static boolean valid(String name, String value) {
        return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
    }

    /** Those that go on, in their order. */
    List<Header> select(List<Header> headers) {
        if (!forward) {
            return List.of();
        }
        Set<String> named = namedByConnection(headers);
        return headers.stream().filter(header -> passes(header, named)).toList();
    }

    /** What says how to read the body, whether others are forwarded or not: without it a compressed blob is noise. */
    static List<Header> contentEncoding(List<Header> headers) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Encoding"))
                .filter(header -> valid(header.name(), header.value()))
                .toList();
    }

    private boolean passes(Header header, Set<String> namedByConnection) {
        String name = header.name().toLowerCase(Locale.ROOT);
        return !NEVER.contains(name)
                && !namedByConnection.contains(name)
                && allowed.map(names -> names.contains(name)).orElse(true)
                && valid(header.name(), header.value());
    }

    private static Set<String> namedByConnection(List<Header> headers) {
        Set<String> named = new TreeSet<>();
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("connection")) {
                for (String name : header.value().split(",", -1)) {
                    named.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return named;
    }
}
