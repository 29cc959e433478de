package io.sluice.gateway.guard.jsonschema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * {@code uniqueItems} in a time that grows with the payload only: items are compared by texts, which a hash set keeps in order where a sender
 * chose them to have one hash.
 */
final class DistinctItems implements Keyword {
    private static final String NAME = "uniqueItems";

    @Override
    public String getValue() {
        return NAME;
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        return new Check(this, value, location, parent, context);
    }

    private static final class Check extends BaseKeywordValidator {
        private final boolean distinct;

        Check(Keyword keyword, JsonNode value, SchemaLocation location, Schema parent, SchemaContext context) {
            super(keyword, value, location, parent, context);
            this.distinct = value.isBoolean() && value.booleanValue();
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath location) {
            if (distinct && node.isArray() && !allDiffer(node)) {
                execution.addError(error().instanceNode(node)
                        .instanceLocation(location)
                        .evaluationPath(execution.getEvaluationPath())
                        .locale(execution.getExecutionConfig().getLocale())
                        .build());
            }
        }
    }

    private static boolean allDiffer(JsonNode items) {
        Set<String> seen = new HashSet<>();
        for (JsonNode item : items) {
            StringBuilder text = new StringBuilder();
            write(item, text);
            if (!seen.add(text.toString())) {
                return false;
            }
        }
        return true;
    }

    /** Equal values have equal texts: members in order of their names, numbers without trailing zeros. */
    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            text.append('{');
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            members.forEach((name, value) -> {
                text.append(name.length()).append(':').append(name);
                write(value, text);
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(item -> write(item, text));
            text.append(']');
        } else if (node.isNumber() && isFinite(node)) {
            text.append('n').append(node.decimalValue().stripTrailingZeros()).append(';');
        } else if (node.isString()) {
            String value = node.stringValue();
            text.append('"').append(value.length()).append(':').append(value);
        } else {
            text.append(node).append(';');
        }
    }

    /** A number that is too large for a double is infinite, and has no digits. */
    private static boolean isFinite(JsonNode number) {
        return !number.isDouble() || Double.isFinite(number.doubleValue());
    }
}
