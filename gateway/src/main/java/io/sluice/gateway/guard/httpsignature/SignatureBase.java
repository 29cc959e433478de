package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.structured.BareItem;
import io.sluice.gateway.guard.structured.MalformedField;
import io.sluice.gateway.guard.structured.Member;
import io.sluice.gateway.guard.structured.StructuredField;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is signed of a request, RFC 9421, section 2.5: a line for each component, and one with the parameters of the signature. */
final class SignatureBase {
    private static final List<String> OF_FIELDS = List.of("sf", "key", "bs");

    private final WebhookRequest request;
    private final Map<String, StructuredField.Type> types;

    /** @param types of the fields that may be signed as structured ones, by their name in lower case */
    SignatureBase(WebhookRequest request, Map<String, StructuredField.Type> types) {
        this.request = request;
        this.types = types;
    }

    /** @throws MalformedField when a component cannot be had, with the cause */
    byte[] of(SignatureInput input) throws MalformedField {
        StringBuilder base = new StringBuilder();
        for (SignatureInput.Component component : input.components()) {
            String value = component.name().startsWith("@") ? derived(component) : field(component);
            if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw new MalformedField(component.identifier() + " has characters that are no printable ASCII;"
                        + " a field with such is signed with ;bs");
            }
            base.append(component.identifier()).append(": ").append(value).append('\n');
        }
        base.append("\"@signature-params\": ").append(input.serialized());
        return base.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String derived(SignatureInput.Component component) throws MalformedField {
        if (component.name().equals("@query-param")) {
            return QueryComponent.value(request, component);
        }
        allow(component, List.of());
        return switch (component.name()) {
            case "@method" -> request.method();
            case "@target-uri" -> Target.uri(request);
            case "@authority" -> Target.authority(request);
            case "@scheme" -> request.scheme();
            case "@request-target" -> request.target();
            case "@path" -> request.path().isEmpty() ? "/" : request.path();
            case "@query" -> "?" + request.query();
            default -> throw new MalformedField(component.identifier() + " is no part of a request");
        };
    }

    private static void allow(SignatureInput.Component component, List<String> allowed) throws MalformedField {
        for (String parameter : component.parameters().all().keySet()) {
            if (!allowed.contains(parameter)) {
                throw new MalformedField(component.identifier() + " has a parameter that is not understood there");
            }
        }
    }

    private String field(SignatureInput.Component component) throws MalformedField {
        allow(component, OF_FIELDS);
        List<String> lines = request.headers(component.name());
        if (!component.name().equals(component.name().toLowerCase(Locale.ROOT))) {
            throw new MalformedField(component.identifier() + " has a name in capitals");
        }
        if (lines.isEmpty()) {
            throw new MalformedField(component.identifier() + " is covered and not there");
        }
        boolean structured = component.parameters().flag("sf");
        boolean binary = component.parameters().flag("bs");
        if (binary && (structured || component.parameters().has("key"))) {
            throw new MalformedField(component.identifier() + " cannot be both bytes and structured");
        }
        if (binary) {
            return lines.stream()
                    .map(line -> BareItem.Bytes.of(line.strip().getBytes(StandardCharsets.ISO_8859_1))
                            .serialized())
                    .collect(Collectors.joining(", "));
        }
        String value = lines.stream().map(String::strip).collect(Collectors.joining(", "));
        if (component.parameters().has("key")) {
            return member(component, value);
        }
        return structured ? structured(component, value) : value;
    }

    private static String member(SignatureInput.Component component, String value) throws MalformedField {
        String key = component.parameters().text("key").orElseThrow();
        Member member = StructuredField.dictionary(value).members().get(key);
        if (member == null) {
            throw new MalformedField(component.identifier() + " is covered and not there");
        }
        return member.serialized();
    }

    private String structured(SignatureInput.Component component, String value) throws MalformedField {
        StructuredField.Type type = types.get(component.name());
        if (type == null) {
            throw new MalformedField(
                    component.identifier()
                            + " is signed with ;sf, and it is not known how it is structured; name it in \"structured_fields\"");
        }
        return StructuredField.read(type, value).serialized();
    }
}
