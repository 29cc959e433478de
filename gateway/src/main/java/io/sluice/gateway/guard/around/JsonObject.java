package io.sluice.gateway.guard.around;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.sluice.core.json.JsonCheck;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small JSON object from outside: a token's claims, another server's answer. Never shows its members, which may be secret. */
public final class JsonObject {
    private static final JsonCheck WELL_FORMED = new JsonCheck(new JsonCheck.Limits(20, 1 << 16, 100));

    /** The one without members. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private final Map<String, Object> members;

    private JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /** Empty when the bytes are not one JSON object in UTF-8, are nested too deep, or when a name in it is repeated. */
    public static Optional<JsonObject> parse(byte[] bytes) {
        if (WELL_FORMED.check(bytes, 0, bytes.length).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JsonObject(JSONObjectUtils.parse(new String(bytes, StandardCharsets.UTF_8))));
        } catch (ParseException noObject) {
            return Optional.empty();
        }
    }

    /** Whether there is a member of that name, whatever it is. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Empty when it is not there or no text. */
    public Optional<String> text(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Empty when it is not there or neither true nor false. */
    public Optional<Boolean> flag(String name) {
        return members.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /** Empty when it is not there or no number. */
    public Optional<Double> number(String name) {
        return members.get(name) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /** A text, or a list of texts. Empty when it is not there or something else. */
    public Optional<List<String>> texts(String name) {
        Object value = members.get(name);
        if (value instanceof String text) {
            return Optional.of(List.of(text));
        }
        if (!(value instanceof List<?> list)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof String text)) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return Optional.of(List.copyOf(texts));
    }

    /** The objects in a list, as they are; what is none is left out. Empty when the list is not there. */
    public Optional<List<Map<String, Object>>> objects(String name) {
        if (!(members.get(name) instanceof List<?> list)) {
            return Optional.empty();
        }
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object one : list) {
            if (one instanceof Map<?, ?> map) {
                @SuppressWarnings("unchecked") // the names of a JSON object are texts
                Map<String, Object> object = (Map<String, Object>) map;
                objects.add(object);
            }
        }
        return Optional.of(List.copyOf(objects));
    }

    /** How many members it has. */
    @Override
    public String toString() {
        return members.size() + " members";
    }
}
