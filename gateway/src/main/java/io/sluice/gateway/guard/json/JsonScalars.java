package io.sluice.gateway.guard.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * All texts, numbers and truth values of a body that is JSON, as they are written there, by the JSON pointers (RFC 6901) that lead to
 * them. For signatures over some members: a body in which a name stands twice in an object is none, because of two values two readers take
 * two.
 */
public record JsonScalars(Map<String, String> byPointer) {
    private static final JsonFactory JACKSON = new JsonFactory();

    public JsonScalars {
        byPointer = Map.copyOf(byPointer);
    }

    /** Reads a whole body; empty when it is no JSON, or a name stands twice in an object. */
    public static Optional<JsonScalars> read(byte[] body) {
        Map<String, String> found = new HashMap<>();
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), body)) {
            Walk walk = new Walk(found);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!walk.step(token, parser)) {
                    return Optional.empty();
                }
            }
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
        return Optional.of(new JsonScalars(found));
    }

    /** The value there; empty when there is none, or an object or a list. */
    public Optional<String> at(String pointer) {
        return Optional.ofNullable(byPointer.get(pointer));
    }

    /** The same, an empty text when there is none. */
    public String textAt(String pointer) {
        return byPointer.getOrDefault(pointer, "");
    }

    /** Where the reader stands. */
    private static final class Walk {
        private final Map<String, String> found;
        private final Deque<Level> levels = new ArrayDeque<>();
        private int roots;

        Walk(Map<String, String> found) {
            this.found = found;
        }

        /** False when a name stands twice, or a second document begins. */
        boolean step(JsonToken token, JsonParser parser) {
            return switch (token) {
                case PROPERTY_NAME -> levels.getFirst().name(parser.currentName());
                case START_OBJECT, START_ARRAY -> {
                    String at = next();
                    levels.addFirst(new Level(at, token == JsonToken.START_ARRAY));
                    yield roots <= 1;
                }
                case END_OBJECT, END_ARRAY -> {
                    levels.removeFirst();
                    yield true;
                }
                case VALUE_NULL -> {
                    next();
                    yield roots <= 1;
                }
                default -> {
                    found.put(next(), parser.getString());
                    yield roots <= 1;
                }
            };
        }

        private String next() {
            if (levels.isEmpty()) {
                roots++;
                return "";
            }
            return levels.getFirst().next();
        }
    }

    /** An object or a list that is open. */
    private static final class Level {
        private final String pointer;
        private final boolean list;
        private final Map<String, Boolean> names = new HashMap<>();
        private int index;
        private String current = "";

        Level(String pointer, boolean list) {
            this.pointer = pointer;
            this.list = list;
        }

        boolean name(String name) {
            current = name.replace("~", "~0").replace("/", "~1");
            return names.put(name, true) == null;
        }

        String next() {
            return pointer + "/" + (list ? Integer.toString(index++) : current);
        }
    }
}
