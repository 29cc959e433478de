package io.sluice.core.settings;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes values of a file as JSON again, numbers as they stand in the file. */
final class JsonText {
    private static final JsonFactory JACKSON = new JsonFactory();

    private JsonText() {}

    static String of(JsonValue value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JACKSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, generator);
        }
        return text.toString();
    }

    private static void write(JsonValue value, JsonGenerator to) {
        switch (value) {
            case JsonValue.Obj object -> {
                to.writeStartObject();
                object.members().forEach((name, member) -> {
                    to.writeName(name);
                    write(member.value(), to);
                });
                to.writeEndObject();
            }
            case JsonValue.Arr list -> {
                to.writeStartArray();
                list.values().forEach(element -> write(element, to));
                to.writeEndArray();
            }
            case JsonValue.Text text -> to.writeString(text.value());
            case JsonValue.Num number -> to.writeNumber(number.digits());
            case JsonValue.Flag flag -> to.writeBoolean(flag.value());
            case JsonValue.Null _ -> to.writeNull();
        }
    }
}
