package io.sluice.gateway.guard.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A text or a number in a body that is JSON, found by the names that lead to it without reading the rest.
 *
 * @param value its text
 * @param begin where it begins in the body, a text's quotation mark included
 * @param end where it ends
 */
public record JsonMember(String value, int begin, int end) {
    private static final JsonFactory JACKSON = new JsonFactory();

    /** Finds it; of two with the same name the first. */
    public static Optional<JsonMember> find(byte[] body, String... names) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), body)) {
            for (String name : names) {
                if (parser.nextToken() != JsonToken.START_OBJECT || !goTo(parser, name)) {
                    return Optional.empty();
                }
            }
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
                return Optional.empty();
            }
            int begin = (int) parser.currentTokenLocation().getByteOffset();
            String value = parser.getString();
            int end = token == JsonToken.VALUE_STRING
                    ? (int) parser.currentLocation().getByteOffset()
                    : begin + value.length();
            return Optional.of(new JsonMember(value, begin, end));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static boolean goTo(JsonParser parser, String name) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.currentName().equals(name)) {
                return true;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return false;
    }

    /** The body with another value in its place. */
    public byte[] replaced(byte[] body, String json) {
        byte[] other = json.getBytes(StandardCharsets.UTF_8);
        byte[] changed = Arrays.copyOf(body, begin + other.length + body.length - end);
        System.arraycopy(other, 0, changed, begin, other.length);
        System.arraycopy(body, end, changed, begin + other.length, body.length - end);
        return changed;
    }
}
