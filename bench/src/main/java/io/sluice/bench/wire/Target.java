package io.sluice.bench.wire;

import java.net.URI;

/**
 * Where requests go.
 *
 * @param name how reports call it
 * @param path the request target, query included
 */
public record Target(String name, String host, int port, boolean tls, String path) {

    /**
     * A target at a URL.
     *
     * @param name how reports call it
     * @throws IllegalArgumentException when it is no http or https URL with a host, saying so
     */
    public static Target of(String name, URI url) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        if ((!tls && !"http".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException("write an address such as http://localhost:8000, not \"" + url + "\"");
        }
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String host = url.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Target(name, bare, port, tls, path + query);
    }

    /** The value of the {@code Host} field. */
    public String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Scheme and authority, as a base for other paths of the same server. */
    public URI base() {
        return URI.create((tls ? "https://" : "http://") + authority());
    }
}
