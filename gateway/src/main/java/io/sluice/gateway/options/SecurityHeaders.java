package io.sluice.gateway.options;

import java.util.List;

/**
 * What stands in the headers of every answer beside the fixed ones.
 *
 * @param contentSecurityPolicy the value of that header
 * @param strictTransportSecurity the value of that header, empty when the service is not behind TLS
 * @param allowedOrigins origins that browsers may call from; {@code *} alone means any
 */
public record SecurityHeaders(
        String contentSecurityPolicy, String strictTransportSecurity, List<String> allowedOrigins) {
    private static final String SELF_ONLY =
            "default-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    static SecurityHeaders read(Environment environment) {
        String transport = "";
        if (environment.flag("FORCE_HTTPS", false)) {
            transport = "max-age=" + environment.integer("HSTS_MAX_AGE", 31_536_000, 0, Integer.MAX_VALUE)
                    + (environment.flag("HSTS_INCLUDE_SUBDOMAINS", true) ? "; includeSubDomains" : "")
                    + (environment.flag("HSTS_PRELOAD", false) ? "; preload" : "");
        }
        String policy = environment.text("CSP_POLICY", SELF_ONLY);
        if (policy.chars().anyMatch(c -> c < ' ' || c > '~')) {
            environment.problem("CSP_POLICY: a header's value is printable ASCII on one line");
        }
        return new SecurityHeaders(policy, transport, environment.list("CORS_ALLOWED_ORIGINS"));
    }
}
