package io.sluice.gateway.options;

import io.sluice.core.net.AddressRanges;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the HTTP side of the gateway can be told.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 * @param instance this gateway's name among its siblings
 * @param rootPath what stands before every path, such as {@code /hooks}; empty for none
 * @param rootPerMinute requests to {@code GET /} that an address may make in a minute
 * @param eventLoops threads that serve requests; 0 means one a core
 * @param trustedProxies whose word about a sender's address is taken
 * @param failedPerMinute how often an address may fail to prove who it is, at each webhook and in a minute; 0 for any number
 * @param tls a port with TLS beside the other, or instead of it
 */
public record GatewayOptions(
        String host,
        int port,
        String instance,
        String rootPath,
        int rootPerMinute,
        int eventLoops,
        AddressRanges trustedProxies,
        int failedPerMinute,
        Limits limits,
        SecurityHeaders security,
        StatsAccess stats,
        Optional<TlsOptions> tls) {
    /**
     * Reads {@code HOST}, {@code PORT}, {@code INSTANCE}, {@code ROOT_PATH}, {@code DEFAULT_ENDPOINT_RATE_LIMIT},
     * {@code EVENT_LOOPS}, {@code TRUSTED_PROXY_IPS}, {@code FAILED_AUTH_PER_MINUTE}, {@code MAX_*}, {@code *_TIMEOUT_SECONDS}, {@code CSP_POLICY}, {@code FORCE_HTTPS}, {@code HSTS_*},
     * {@code CORS_ALLOWED_ORIGINS}, {@code STATS_*} and {@code TLS_*}; what is not set has its default.
     *
     * @throws IllegalArgumentException naming every variable that is wrong, one a line
     */
    public static GatewayOptions fromEnvironment(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        String rootPath = environment.text("ROOT_PATH", "");
        while (rootPath.endsWith("/")) {
            rootPath = rootPath.substring(0, rootPath.length() - 1);
        }
        if (!rootPath.matches("(/[A-Za-z0-9._~-]+)*")) {
            environment.problem("ROOT_PATH: write a path such as /hooks, not \"" + rootPath + "\"");
        }
        GatewayOptions options = new GatewayOptions(
                environment.text("HOST", "0.0.0.0"),
                environment.integer("PORT", 8000, 0, 65_535),
                environment.text("INSTANCE", "gateway"),
                rootPath,
                environment.integer("DEFAULT_ENDPOINT_RATE_LIMIT", 120, 0, 1_000_000),
                environment.integer("EVENT_LOOPS", 0, 0, 1_024),
                proxies(environment),
                environment.integer("FAILED_AUTH_PER_MINUTE", 300, 0, 1_000_000),
                Limits.read(environment),
                SecurityHeaders.read(environment),
                StatsAccess.read(environment),
                TlsOptions.read(environment));
        environment.refuseIfWrong();
        return options;
    }

    private static AddressRanges proxies(Environment environment) {
        try {
            return new AddressRanges(environment.list("TRUSTED_PROXY_IPS"));
        } catch (IllegalArgumentException wrong) {
            environment.problem("TRUSTED_PROXY_IPS: " + wrong.getMessage());
            return AddressRanges.NONE;
        }
    }

    /** The same, listening elsewhere. */
    public GatewayOptions listeningOn(String otherHost, int otherPort) {
        return new GatewayOptions(
                otherHost,
                otherPort,
                instance,
                rootPath,
                rootPerMinute,
                eventLoops,
                trustedProxies,
                failedPerMinute,
                limits,
                security,
                stats,
                tls);
    }

    /** The same under another name. */
    public GatewayOptions named(String otherInstance) {
        return new GatewayOptions(
                host,
                port,
                otherInstance,
                rootPath,
                rootPerMinute,
                eventLoops,
                trustedProxies,
                failedPerMinute,
                limits,
                security,
                stats,
                tls);
    }
}
