package io.sluice.gateway.guard.jsonschema;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.payload.PayloadChecks;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code json_schema}: a JSON Schema, of draft 7 when it has no {@code $schema}. Or {@code {schema, schemas, formats}}, which is told by its key
 * {@code schema}, a word that JSON Schema does not have:
 *
 * <ul>
 *   <li>{@code schema}: the schema
 *   <li>{@code schemas}: further schemas by URI, for {@code $ref}
 *   <li>{@code formats} (false): whether {@code format} is checked
 * </ul>
 */
public final class JsonSchemaFactory implements GuardFactory {
    private static final String SCHEMA = "schema";
    private static final JsonMapper JSON = new JsonMapper();

    private final PayloadChecks checks;

    public JsonSchemaFactory(PayloadChecks checks) {
        this.checks = checks;
    }

    @Override
    public String key() {
        return JsonSchemaGuard.KEY;
    }

    @Override
    public Phase phase() {
        return Phase.PAYLOAD;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        boolean json =
                !webhook.string("data_type", "json").toLowerCase(Locale.ROOT).equals("blob");
        String written = webhook.json(key()).orElse("true");
        // Asked for as a section only when it is one: whose keys are a schema's, nobody knows them all.
        Optional<Section> options = JSON.readTree(written).has(SCHEMA) ? webhook.section(key()) : Optional.empty();
        SchemaSource source = options.map(section -> new SchemaSource(
                        section.json(SCHEMA).orElse("true"), documents(section), section.flag("formats", false)))
                .orElseGet(() -> new SchemaSource(written, Map.of(), false));
        try {
            return new Plan(PayloadSchema.of(source), json, checks);
        } catch (UnusableSchema unusable) {
            options.orElse(webhook)
                    .problem(
                            options.isPresent() ? SCHEMA : key(),
                            unusable.getMessage(),
                            "write a JSON Schema of draft 7, 2019-09 or 2020-12");
            return new Unusable();
        }
    }

    /** What stands under {@code schemas}, each as JSON. */
    private static Map<String, String> documents(Section section) {
        Map<String, String> documents = new LinkedHashMap<>();
        JsonNode written = JSON.readTree(section.json("schemas").orElse("{}"));
        if (!written.isObject()) {
            section.problem("schemas", "is no object", "write the schemas by their URIs: {\"https://…\": {…}}");
        }
        written.properties().forEach(document -> {
            if (!document.getKey().matches("[A-Za-z][A-Za-z0-9+.-]*:[^#]+")) {
                section.problem(
                        "schemas",
                        "\"" + document.getKey() + "\" is no URI without a fragment",
                        "write one such as https://example.com/address.json");
            }
            documents.put(document.getKey(), document.getValue().toString());
        });
        return documents;
    }

    private record Unusable() implements GuardPlan {
        @Override
        public String describe() {
            return "a schema that cannot be used";
        }

        @Override
        public Guard build() {
            throw new IllegalStateException("Settings with problems are never built");
        }
    }

    private record Plan(PayloadSchema schema, boolean json, PayloadChecks checks) implements GuardPlan {
        @Override
        public String describe() {
            return "payloads that fit a JSON Schema";
        }

        @Override
        public Guard build() {
            return new JsonSchemaGuard(schema, checks, json);
        }
    }
}
