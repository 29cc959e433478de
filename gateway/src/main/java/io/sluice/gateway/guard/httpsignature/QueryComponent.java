package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.QueryParameters;
import io.sluice.gateway.guard.structured.MalformedField;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One parameter of the query, RFC 9421, section 2.2.8. */
final class QueryComponent {
    private static final String PLAIN = "*-._";
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private QueryComponent() {}

    static String value(WebhookRequest request, SignatureInput.Component component) throws MalformedField {
        if (component.parameters().all().size() != 1) {
            throw new MalformedField(component.identifier() + " has not exactly the parameter name");
        }
        String name = component
                .parameters()
                .text("name")
                .orElseThrow(() -> new MalformedField(component.identifier() + " has no name"));
        QueryParameters query = QueryParameters.parse(request.query())
                .orElseThrow(() -> new MalformedField("the query has a percent sign that encodes nothing"));
        List<String> values = query.all().stream()
                .filter(parameter -> encoded(parameter.name()).equals(name))
                .map(QueryParameters.Parameter::value)
                .toList();
        if (values.size() != 1) {
            throw new MalformedField(component.identifier() + " stands in the query " + values.size() + " times");
        }
        return encoded(values.getFirst());
    }

    /** With the percent-encode set of application/x-www-form-urlencoded of the URL standard; a blank is {@code %20}. */
    private static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || PLAIN.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(DIGITS[c >> 4]).append(DIGITS[c & 0xf]);
            }
        }
        return out.toString();
    }
}
