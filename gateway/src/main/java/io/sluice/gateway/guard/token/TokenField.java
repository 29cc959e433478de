package io.sluice.gateway.guard.token;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.SingleHeader;

/**
 * Where a token stands in a request.
 *
 * @param header which must stand there once
 * @param prefix what stands before it, in any case, and a blank behind; empty when nothing does
 */
public record TokenField(String header, String prefix) {
    private static final String AUTHORIZATION = "Authorization";

    /** Reads {@code header} and the prefix, {@code Bearer} in the header {@code Authorization}, and nothing in others. */
    public static TokenField read(Section section, String prefixKey) {
        String header = FieldName.read(section, "header", AUTHORIZATION);
        String usual = header.equalsIgnoreCase(AUTHORIZATION) ? "Bearer" : "";
        return new TokenField(header, section.string(prefixKey, usual).strip());
    }

    /** The token, or why there is none. */
    public SingleHeader of(WebhookRequest request) {
        SingleHeader found = SingleHeader.of(request, header);
        if (prefix.isEmpty() || !(found instanceof SingleHeader.Value(String text))) {
            return found;
        }
        int end = prefix.length();
        if (!text.regionMatches(true, 0, prefix, 0, end) || text.length() == end || text.charAt(end) != ' ') {
            return new SingleHeader.Unusable("the header " + header + " does not begin with \"" + prefix + " \"");
        }
        String token = text.substring(end).strip();
        return token.isEmpty()
                ? new SingleHeader.Unusable("the header " + header + " holds no token")
                : new SingleHeader.Value(token);
    }
}
