package io.sluice.core.settings;

import io.sluice.core.json.JsonCheck;
import io.sluice.core.json.Malformed;
import io.sluice.core.settings.JsonValue.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads a file's text into values that know their places. */
final class JsonTree {
    private static final JsonFactory JACKSON = new JsonFactory();
    private static final JsonCheck WELL_FORMED = new JsonCheck(new JsonCheck.Limits(100, 1 << 24, 500));

    private final String file;
    private final Substitution substitution;
    private final Problems problems;

    JsonTree(String file, Substitution substitution, Problems problems) {
        this.file = file;
        this.substitution = substitution;
        this.problems = problems;
    }

    /** The object that the text is; empty after a problem was reported. */
    Optional<JsonValue.Obj> read(byte[] content) {
        Optional<Malformed> malformed = WELL_FORMED.check(content, 0, content.length);
        if (malformed.isPresent()) {
            Malformed at = malformed.get();
            problems.error(new Problem(file, at.line(), at.column(), "", "malformed JSON: " + at.message(), ""));
            return Optional.empty();
        }
        // A reader of characters, because for bytes Jackson counts columns in bytes.
        String text = new String(content, java.nio.charset.StandardCharsets.UTF_8);
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            JsonValue value = value(parser, "");
            if (value instanceof JsonValue.Obj object) {
                return Optional.of(object);
            }
            error(value.place(), "", "expected an object, found " + value.kind(), "write { … } around the file");
            return Optional.empty();
        }
    }

    private JsonValue value(JsonParser parser, String path) {
        Place place = place(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, place, path);
            case START_ARRAY -> array(parser, place, path);
            case VALUE_STRING -> substitution.apply(place, parser.getString(), reportAt(place, path));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(place, parser.getString());
            case VALUE_TRUE -> new JsonValue.Flag(place, true);
            case VALUE_FALSE -> new JsonValue.Flag(place, false);
            case VALUE_NULL -> new JsonValue.Null(place);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value at " + place);
        };
    }

    private JsonValue.Obj object(JsonParser parser, Place place, String path) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            Place namePlace = place(parser);
            String inner = Paths.inside(path, name);
            parser.nextToken();
            Member repeated = members.put(name, new Member(namePlace, value(parser, inner)));
            if (repeated != null) {
                String first = repeated.place().line() + ":" + repeated.place().column();
                error(namePlace, inner, "the key stands here a second time, first at " + first, "remove one of them");
            }
        }
        return new JsonValue.Obj(place, Collections.unmodifiableMap(members));
    }

    private JsonValue.Arr array(JsonParser parser, Place place, String path) {
        List<JsonValue> values = new ArrayList<>();
        while (parser.nextToken() != tools.jackson.core.JsonToken.END_ARRAY) {
            values.add(value(parser, Paths.element(path, values.size())));
        }
        return new JsonValue.Arr(place, List.copyOf(values));
    }

    private BiConsumer<String, String> reportAt(Place place, String path) {
        return (message, cure) -> error(place, path, message, cure);
    }

    private void error(Place place, String path, String message, String cure) {
        problems.error(new Problem(file, place.line(), place.column(), path, message, cure));
    }

    private static Place place(JsonParser parser) {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new Place(location.getLineNr(), location.getColumnNr());
    }
}
