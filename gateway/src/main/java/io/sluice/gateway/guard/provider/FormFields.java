package io.sluice.gateway.guard.provider;

import io.sluice.gateway.guard.around.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The fields of a body that is a form, as Twilio and Mailchimp sign them: sorted by name, names and values without anything between. */
final class FormFields {
    private FormFields() {}

    /** The text; empty when the body is no form. Of a field with several values each value counts once, in their order. */
    static Optional<byte[]> sorted(byte[] body) {
        return QueryParameters.parse(new String(body, StandardCharsets.UTF_8))
                .map(QueryParameters::all)
                .map(FormFields::sorted);
    }

    private static byte[] sorted(List<QueryParameters.Parameter> fields) {
        Map<String, TreeSet<String>> byName = new TreeMap<>();
        fields.forEach(field ->
                byName.computeIfAbsent(field.name(), _ -> new TreeSet<>()).add(field.value()));
        return byName.entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> field.getKey() + value))
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }
}
