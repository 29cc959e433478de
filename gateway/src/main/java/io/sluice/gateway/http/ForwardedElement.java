package io.sluice.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one proxy wrote into {@code Forwarded}, RFC 7239 section 4. What is not there is empty.
 *
 * @param client the parameter {@code for}
 * @param scheme the parameter {@code proto}
 * @param authority the parameter {@code host}
 */
record ForwardedElement(String client, String scheme, String authority) {
    static ForwardedElement parse(String element) {
        List<String> pairs = new ArrayList<>();
        TrustedProxies.split(element, ';', pairs);
        String client = "";
        String scheme = "";
        String authority = "";
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String value = unquoted(pair.substring(equals + 1));
            switch (pair.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT)) {
                case "for" -> client = value;
                case "proto" -> scheme = value;
                case "host" -> authority = value;
                default -> {
                    // by, and what others add
                }
            }
        }
        return new ForwardedElement(client, scheme, authority);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }
}
