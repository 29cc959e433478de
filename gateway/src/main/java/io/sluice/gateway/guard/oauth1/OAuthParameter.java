package io.sluice.gateway.guard.oauth1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of a request, decoded.
 *
 * @param name one character for each byte
 * @param value one character for each byte
 */
record OAuthParameter(String name, String value) {
    /** Those of a query or of a form; empty when one is not encoded as it must be, or when there is an empty one. */
    static Optional<List<OAuthParameter>> form(String text) {
        List<OAuthParameter> all = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(all);
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> name = PercentEncoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = PercentEncoding.decodeForm(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty() || pair.isEmpty()) {
                return Optional.empty();
            }
            all.add(new OAuthParameter(name.get(), value.get()));
        }
        return Optional.of(all);
    }

    /** Whether it is one of OAuth's own. */
    boolean isProtocol() {
        return name.startsWith("oauth_");
    }
}
