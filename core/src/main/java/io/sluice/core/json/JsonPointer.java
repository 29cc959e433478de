package io.sluice.core.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Points to one value in a JSON document (RFC 6901). Looks a value up without building the document: only what stands before it is
 * read. Where a name stands twice in an object the first counts.
 */
public final class JsonPointer {
    private static final JsonFactory JACKSON = new JsonFactory();

    private final String text;
    private final List<String> tokens;

    private JsonPointer(String text, List<String> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /**
     * Reads a pointer such as {@code /event/id}; empty when it is none: it begins with a slash or is empty, and behind each {@code ~}
     * stands 0 or 1.
     */
    public static Optional<JsonPointer> parse(String text) {
        if (!text.isEmpty() && text.charAt(0) != '/') {
            return Optional.empty();
        }
        List<String> tokens = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('/', start + 1);
            end = end < 0 ? text.length() : end;
            String token = text.substring(start + 1, end);
            if (token.matches("(?s).*~(?![01]).*")) {
                return Optional.empty();
            }
            // In this order, so that ~01 becomes ~1.
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
            start = end;
        }
        return Optional.of(new JsonPointer(text, List.copyOf(tokens)));
    }

    /**
     * The text, number or boolean that it points to: a text's characters, a number as it is written. Empty when there is none, when it
     * is null, an object or an array, or when what stands before it is not JSON.
     *
     * @param json in UTF-8
     */
    public Optional<String> textIn(byte[] json) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), json)) {
            JsonToken value = parser.nextToken();
            for (String token : tokens) {
                if (value == JsonToken.START_OBJECT) {
                    value = member(parser, token);
                } else if (value == JsonToken.START_ARRAY) {
                    value = element(parser, token);
                } else {
                    return Optional.empty();
                }
            }
            boolean plain = value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL;
            return plain ? Optional.of(parser.getString()) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static JsonToken member(JsonParser parser, String wanted) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (name.equals(wanted)) {
                return value;
            }
            parser.skipChildren();
        }
        return JsonToken.NOT_AVAILABLE;
    }

    /** Section 4: digits without leading zeros. What is too large to be an index leads nowhere, as {@code -} does. */
    private static JsonToken element(JsonParser parser, String wanted) {
        if (!wanted.matches("0|[1-9][0-9]{0,8}")) {
            return JsonToken.NOT_AVAILABLE;
        }
        int left = Integer.parseInt(wanted);
        for (JsonToken value = parser.nextToken(); value != JsonToken.END_ARRAY; value = parser.nextToken()) {
            if (left-- == 0) {
                return value;
            }
            parser.skipChildren();
        }
        return JsonToken.NOT_AVAILABLE;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
