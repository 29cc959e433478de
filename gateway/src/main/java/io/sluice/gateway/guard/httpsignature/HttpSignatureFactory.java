package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.structured.StructuredField;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code http_signature {keys: [{id, public_key | secret, algorithm, secret_encoding}], components: ["@method", "@target-uri",
 * "content-digest"], label, tag, tolerance: "5m", replay_protection: true, require_nonce: false, structured_fields: {}}}.
 */
public final class HttpSignatureFactory implements GuardFactory {
    static final String KEY = "http_signature";

    private static final Set<String> DERIVED =
            Set.of("@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query");
    /** RFC 9651 and the fields of other RFCs that are structured. */
    private static final Map<String, StructuredField.Type> TYPES = Map.ofEntries(
            Map.entry("content-digest", StructuredField.Type.DICTIONARY),
            Map.entry("repr-digest", StructuredField.Type.DICTIONARY),
            Map.entry("want-content-digest", StructuredField.Type.DICTIONARY),
            Map.entry("want-repr-digest", StructuredField.Type.DICTIONARY),
            Map.entry("signature", StructuredField.Type.DICTIONARY),
            Map.entry("signature-input", StructuredField.Type.DICTIONARY),
            Map.entry("accept-signature", StructuredField.Type.DICTIONARY),
            Map.entry("priority", StructuredField.Type.DICTIONARY),
            Map.entry("cache-status", StructuredField.Type.LIST),
            Map.entry("proxy-status", StructuredField.Type.LIST),
            Map.entry("client-cert-chain", StructuredField.Type.LIST),
            Map.entry("client-cert", StructuredField.Type.ITEM));

    private final Surroundings around;

    public HttpSignatureFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        return webhook.section(KEY)
                .<GuardPlan>map(section -> new Plan(settings(section), around))
                .orElseGet(() -> new Plan(HttpSignatureSettings.NONE, around));
    }

    private HttpSignatureSettings settings(Section section) {
        return new HttpSignatureSettings(
                SenderKeys.read(section, around.clock()),
                components(section),
                section.string("label"),
                section.string("tag"),
                section.duration(
                        "tolerance", HttpSignatureSettings.TOLERANCE, Duration.ofSeconds(1), Duration.ofDays(7)),
                section.flag("replay_protection", true),
                section.flag("require_nonce", false),
                types(section));
    }

    private static List<String> components(Section section) {
        if (!section.has("components")) {
            return HttpSignatureSettings.COMPONENTS;
        }
        List<String> components = section.strings("components");
        for (String name : components) {
            boolean known = name.startsWith("@") ? DERIVED.contains(name) : FieldName.isValid(name);
            if (!known || !name.equals(name.toLowerCase(Locale.ROOT))) {
                section.problem(
                        "components",
                        "has \"" + name + "\", which cannot be required",
                        "write names of headers in lower case, or of "
                                + String.join(", ", DERIVED.stream().sorted().toList()));
            }
        }
        if (!components.contains(HttpSignatureSettings.DIGEST)) {
            section.problem(
                    "components", "does not hold the body, which anybody could exchange then", "add content-digest");
        }
        return components;
    }

    private static Map<String, StructuredField.Type> types(Section section) {
        Map<String, StructuredField.Type> types = new HashMap<>(TYPES);
        section.section("structured_fields")
                .ifPresent(fields -> section.stringMap("structured_fields")
                        .keySet()
                        .forEach(name -> types.put(
                                name.toLowerCase(Locale.ROOT), fields.choice(name, StructuredField.Type.DICTIONARY))));
        return Map.copyOf(types);
    }

    private record Plan(HttpSignatureSettings settings, Surroundings around) implements GuardPlan {
        @Override
        public String describe() {
            return "an HTTP signature (RFC 9421) over " + String.join(", ", settings.components()) + ", "
                    + (settings.keys().size() == 1
                            ? "1 key"
                            : "one of " + settings.keys().size() + " keys")
                    + ", at most " + settings.tolerance().toSeconds() + " s old"
                    + (settings.once() ? ", each once" : "");
        }

        @Override
        public List<String> explain(WebhookRequest request) {
            return new SignatureExplanation(settings, request).lines();
        }

        @Override
        public Guard build() {
            return new HttpSignatureGuard(settings, around);
        }
    }
}
