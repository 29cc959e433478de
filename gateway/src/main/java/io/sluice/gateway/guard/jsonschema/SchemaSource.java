package io.sluice.gateway.guard.jsonschema;

import java.util.Map;

/**
 * A schema as it is configured.
 *
 * @param schema as JSON
 * @param documents further schemas as JSON, by the URIs under which {@code $ref} and {@code $schema} find them
 * @param formats whether texts are checked for what they are said to be, and not only noted to be that
 */
record SchemaSource(String schema, Map<String, String> documents, boolean formats) {}
