package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.WebhookRequest;
import java.util.Locale;

/** Where a request was sent to, RFC 9421, section 2.2: as the sender called it. */
final class Target {
    private Target() {}

    static String uri(WebhookRequest request) {
        String path = request.path().isEmpty() ? "/" : request.path();
        return request.scheme() + "://" + request.authority() + path + (hasQuery(request) ? "?" + request.query() : "");
    }

    /** In lower case, and without the port that the scheme has anyway. */
    static String authority(WebhookRequest request) {
        String authority = request.authority().toLowerCase(Locale.ROOT);
        String port = request.scheme().equals("https") ? ":443" : ":80";
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    static boolean hasQuery(WebhookRequest request) {
        return request.target().indexOf('?') >= 0;
    }
}
