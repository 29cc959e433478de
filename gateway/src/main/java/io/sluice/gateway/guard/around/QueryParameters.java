package io.sluice.gateway.guard.around;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of a query, or of a body that is a form, in their order: {@code application/x-www-form-urlencoded}. */
public record QueryParameters(List<Parameter> all) {
    /** One of them, decoded. */
    public record Parameter(String name, String value) {}

    /** Takes a raw query apart; empty when a percent sign has no two hexadecimal digits behind it. */
    public static Optional<QueryParameters> parse(String query) {
        List<Parameter> parameters = new ArrayList<>();
        try {
            for (String pair : query.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    parameters.add(new Parameter(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1))));
                }
            }
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Optional.of(new QueryParameters(List.copyOf(parameters)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The values of a parameter: more than one says that it was repeated. */
    public List<String> values(String name) {
        return all.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }
}
