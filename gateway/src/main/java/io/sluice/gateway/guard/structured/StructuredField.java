package io.sluice.gateway.guard.structured;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A whole field. Several lines of one field are read as one with commas between them.
 *
 * <p>Stricter than RFC 9651 in one point: a name that stands twice in a dictionary or among parameters is an error and not the last one's,
 * because of two readers one may take the first.
 */
public sealed interface StructuredField {
    /** As the canonical text. */
    String serialized();

    /** What a field is; it does not tell by itself. */
    enum Type {
        DICTIONARY,
        LIST,
        ITEM
    }

    /** Values under names, in their order. */
    record Dictionary(Map<String, Member> members) implements StructuredField {
        public Dictionary {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String serialized() {
            return members.entrySet().stream()
                    .map(entry -> serialized(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
        }

        private static String serialized(String name, Member member) {
            boolean bare = member instanceof Member.Item(BareItem value, Parameters _)
                    && value.equals(new BareItem.Flag(true));
            return bare ? name + member.parameters().serialized() : name + "=" + member.serialized();
        }
    }

    /** Values in their order. */
    record Sequence(List<Member> members) implements StructuredField {
        public Sequence {
            members = List.copyOf(members);
        }

        @Override
        public String serialized() {
            return members.stream().map(Member::serialized).collect(Collectors.joining(", "));
        }
    }

    /** One value. */
    record Single(Member.Item item) implements StructuredField {
        @Override
        public String serialized() {
            return item.serialized();
        }
    }

    /** Reads a dictionary. */
    static Dictionary dictionary(String text) throws MalformedField {
        return new FieldReader(text).dictionary();
    }

    /** Reads a list. */
    static Sequence list(String text) throws MalformedField {
        return new FieldReader(text).list();
    }

    /** Reads a single value. */
    static Single item(String text) throws MalformedField {
        return new FieldReader(text).single();
    }

    /** Reads a field of that type. */
    static StructuredField read(Type type, String text) throws MalformedField {
        return switch (type) {
            case DICTIONARY -> dictionary(text);
            case LIST -> list(text);
            case ITEM -> item(text);
        };
    }
}
