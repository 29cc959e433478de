package io.sluice.analytics;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An answer of the API before it is sent. */
@SuppressWarnings("ArrayRecordComponent") // written once and never compared
record Reply(int status, String contentType, byte[] body) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Status 200 with an object whose members the writer adds. */
    static Reply json(Consumer<JsonGenerator> members) {
        return new Reply(200, "application/json", object(members));
    }

    /** An error in the form of RFC 9457. */
    static Reply problem(int status, String title, String detail) {
        return new Reply(
                status,
                "application/problem+json",
                object(json -> json.writeStringProperty("type", "about:blank")
                        .writeStringProperty("title", title)
                        .writeNumberProperty("status", status)
                        .writeStringProperty("detail", detail)));
    }

    private static byte[] object(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
