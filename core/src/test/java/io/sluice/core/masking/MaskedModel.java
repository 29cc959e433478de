package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a document means, read with Jackson and masked member by member: slow, and plain enough to be right. */
final class MaskedModel {
    private static final JsonFactory JACKSON = new JsonFactory();

    private MaskedModel() {}

    /** A member; a list of them is an object, because names may be repeated. */
    private record Member(String name, Object value) {}

    /** Lists of members, lists of values, texts; numbers and words as they are written. */
    static Object of(String document, Set<String> secret, Mode mode) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), document)) {
            parser.nextToken();
            return value(parser, secret, mode);
        }
    }

    /** The members of an object of texts. */
    static Map<String, String> texts(String document) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), document)) {
            parser.nextToken();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                texts.put(name, parser.nextStringValue());
            }
        }
        return texts;
    }

    private static Object value(JsonParser parser, Set<String> secret, Mode mode) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> values = new ArrayList<>(List.of("array"));
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(parser, secret, mode));
            }
            return values;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            List<Object> members = new ArrayList<>(List.of("object"));
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                Object value = value(parser, secret, mode);
                if (!secret.contains(name.toLowerCase(Locale.ROOT))) {
                    members.add(new Member(name, value));
                } else if (mode == Mode.MASK) {
                    members.add(new Member(name, "VALUE_STRING " + CredentialMask.MASK));
                }
            }
            return members;
        }
        return parser.currentToken() + " " + parser.getString();
    }
}
