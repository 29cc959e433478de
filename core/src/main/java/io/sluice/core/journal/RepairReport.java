package io.sluice.core.journal;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a repair did, as JSON for people and programs. */
final class RepairReport {
    private static final JsonFactory JSON = new JsonFactory();

    private RepairReport() {}

    /** The name of the file that a part is kept in. */
    static String name(SegmentChange change, SetAside part) {
        return change.file().getFileName() + ".at-" + part.offset() + ".bytes";
    }

    /** @param state how far the repair is */
    static byte[] of(JournalRepair.Done repair, String state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            RepairPlan plan = repair.plan();
            json.writeStartObject();
            json.writeStringProperty("repair", state);
            json.writeStringProperty("journal", plan.directory().toString());
            plan.journal().ifPresent(id -> json.writeStringProperty("journal_id", id.toString()));
            json.writeStringProperty("copy", repair.copy().toString());
            json.writeNumberProperty("records_kept", plan.records());
            json.writeNumberProperty("bytes_set_aside", plan.bytesSetAside());
            json.writeName("segments");
            json.writeStartArray();
            plan.changes().forEach(change -> segment(json, change));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void segment(JsonGenerator json, SegmentChange change) {
        json.writeRaw("\n  ");
        json.writeStartObject();
        json.writeStringProperty("segment", change.file().getFileName().toString());
        json.writeStringProperty(
                "change",
                switch (change.kind()) {
                    case REWRITE -> "rewritten";
                    case FILL -> "made";
                    case REMOVE -> "taken away";
                });
        if (change.kind() == SegmentChange.Kind.REWRITE) {
            json.writeStringProperty("now", change.target().getFileName().toString());
        }
        json.writeStringProperty("damage", change.reason());
        json.writeNumberProperty("damaged_at", change.offset());
        json.writeNumberProperty("records_kept", change.records());
        json.writeName("missing");
        json.writeStartArray();
        for (Piece.Lost lost : change.lost()) {
            json.writeStartObject();
            json.writeNumberProperty("from", lost.first());
            json.writeNumberProperty("to", lost.last());
            json.writeBooleanProperty("at_most", lost.atMost());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("set_aside");
        json.writeStartArray();
        for (SetAside part : change.setAside()) {
            json.writeStartObject();
            json.writeNumberProperty("offset", part.offset());
            json.writeNumberProperty("length", part.bytes());
            json.writeStringProperty("what", part.what());
            json.writeStringProperty("file", name(change, part));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
