package io.sluice.gateway.guard.jsonschema;

import com.networknt.schema.Error;
import java.util.Set;

/**
 * One thing that is wrong with a payload.
 *
 * @param pointer to what is wrong in the payload (RFC 6901); empty for the payload as a whole
 * @param keyword of the schema that it does not meet
 * @param words what is wrong, for the sender. Say nothing of the texts in the schema, which may be secret
 */
record Misfit(String pointer, String keyword, String words) {
    private static final int LONGEST = 200;
    /** Those whose messages tell no value of the schema but lengths and bounds, and none of the payload but names. */
    private static final Set<String> TOLD = Set.of(
            "type",
            "required",
            "dependentRequired",
            "additionalProperties",
            "unevaluatedProperties",
            "uniqueItems",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "format");

    static Misfit of(Error error) {
        String keyword = error.getKeyword() == null ? "false" : error.getKeyword();
        String words = TOLD.contains(keyword) && !error.isCustomMessage()
                ? error.getMessage()
                : "does not meet \"" + keyword + "\" of the schema";
        return new Misfit(shortened(error.getInstanceLocation().toString()), keyword, shortened(words));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** Where it is, in words. */
    String place() {
        return pointer.isEmpty() ? "the payload" : pointer;
    }
}
