package io.sluice.core.settings;

import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands. Immutable. */
sealed interface JsonValue {

    Place place();

    /** What a user calls such a value. */
    String kind();

    /** An object; members in the order of the file. */
    record Obj(Place place, Map<String, Member> members) implements JsonValue {
        @Override
        public String kind() {
            return "an object";
        }
    }

    /** A list. */
    record Arr(Place place, List<JsonValue> values) implements JsonValue {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A text, variables already substituted. */
    record Text(Place place, String value, Origin origin) implements JsonValue {
        @Override
        public String kind() {
            return "text";
        }
    }

    /** A number as written. */
    record Num(Place place, String digits) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** True or false. */
    record Flag(Place place, boolean value) implements JsonValue {
        @Override
        public String kind() {
            return Boolean.toString(value);
        }
    }

    /** A null. */
    record Null(Place place) implements JsonValue {
        @Override
        public String kind() {
            return "null";
        }
    }

    /** A member of an object: where its name stands, and its value. */
    record Member(Place place, JsonValue value) {}

    /** Where a text comes from. */
    enum Origin {
        /** It stands in the file as it is. */
        FILE,
        /** A part of it came from a variable. */
        PARTLY_VARIABLE,
        /** It came from one variable as a whole, so it may stand for a number or a boolean. */
        VARIABLE,
        /** A variable in it is missing; the problem was already reported. */
        MISSING
    }
}
