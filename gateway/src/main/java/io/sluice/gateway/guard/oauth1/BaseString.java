package io.sluice.gateway.guard.oauth1;

import io.sluice.core.plugin.WebhookRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is signed: RFC 5849, section 3.4.1. */
final class BaseString {
    private static final Comparator<OAuthParameter> ORDER =
            Comparator.comparing(OAuthParameter::name).thenComparing(OAuthParameter::value);

    private BaseString() {}

    /** @param parameters without {@code oauth_signature} */
    static String of(WebhookRequest request, List<OAuthParameter> parameters) {
        return PercentEncoding.encode(request.method().toUpperCase(Locale.ROOT)) + "&"
                + PercentEncoding.encode(uri(request)) + "&"
                + PercentEncoding.encode(normalized(parameters));
    }

    /** Section 3.4.1.2. */
    static String uri(WebhookRequest request) {
        String scheme = request.scheme().toLowerCase(Locale.ROOT);
        String authority = request.authority().toLowerCase(Locale.ROOT);
        String port = scheme.equals("https") ? ":443" : ":80";
        if (authority.endsWith(port)) {
            authority = authority.substring(0, authority.length() - port.length());
        }
        String path = request.path();
        return scheme + "://" + authority + (path.isEmpty() ? "/" : path);
    }

    /** Section 3.4.1.3.2: encoded first, sorted then. */
    static String normalized(List<OAuthParameter> parameters) {
        return parameters.stream()
                .map(one -> new OAuthParameter(PercentEncoding.encode(one.name()), PercentEncoding.encode(one.value())))
                .sorted(ORDER)
                .map(one -> one.name() + "=" + one.value())
                .collect(Collectors.joining("&"));
    }
}
