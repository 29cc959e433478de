package io.sluice.stores.clickhouse;

import io.sluice.core.journal.JournalRef;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.PackedRows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;

/** The columns of {@code webhook_logs} that an event fills, and what of it goes where. */
final class LogColumns {
    /** In the order in which they are sent. */
    static final List<String> NAMES =
            new LogColumns().all().stream().map(NativeColumn::name).toList();

    private static final int SHORT = NativeBlocks.ROWS * Integer.BYTES;
    private static final int LONG = NativeBlocks.ROWS * Long.BYTES;
    private static final int SOME_TEXT = 256 << 10;
    private static final int MOST_KEPT = 8 << 20;

    private final PlainColumn id = new PlainColumn("id", "String", SOME_TEXT);
    private final TextColumn webhookId = text("webhook_id");
    private final PlainColumn timestamp = new PlainColumn("timestamp", "DateTime('UTC')", SHORT);
    private final PlainColumn payload = new PlainColumn("payload", "String", SOME_TEXT);
    private final PlainColumn headers = new PlainColumn("headers", "String", SOME_TEXT);
    private final TextColumn namespace = text("namespace");
    private final TextColumn instance = text("instance");
    private final TextColumn journal = text("journal");
    private final PlainColumn sequence = new PlainColumn("sequence", "UInt64", LONG);
    private final TextColumn source = text("source");
    private final TextColumn contentType = text("content_type");
    private final PlainColumn size = new PlainColumn("size", "UInt32", SHORT);
    private final PlainColumn received = new PlainColumn("received_us", "Int64", LONG);
    private final PlainColumn acceptLatency = new PlainColumn("accept_latency_us", "UInt32", SHORT);

    /** In the order of {@link #NAMES}. */
    private List<NativeColumn> all() {
        return List.of(
                id,
                webhookId,
                timestamp,
                payload,
                headers,
                namespace,
                instance,
                journal,
                sequence,
                source,
                contentType,
                size,
                received,
                acceptLatency);
    }

    /** Writes rows in blocks of these columns. Rows that are objects are packed first: only a repetition sends such. */
    void write(Collection<LogRow> rows, JournalRef from, OutputStream out) throws IOException {
        if (rows instanceof PackedRows packed) {
            write(packed.cursor(), from, out);
        } else {
            try (PackedRows packed = new PackedRows()) {
                packed.addAll(rows);
                write(packed.cursor(), from, out);
            }
        }
    }

    private void write(PackedRows.Cursor row, JournalRef from, OutputStream out) throws IOException {
        NativeBlocks blocks = new NativeBlocks(out, all());
        while (row.next()) {
            add(row, from);
            blocks.endRow();
        }
        blocks.flush();
    }

    /** Gives each column its value. */
    private void add(PackedRows.Cursor row, JournalRef from) {
        id.id(row.idHigh(), row.idLow());
        webhookId.text(row.webhookId());
        timestamp.int32((int) Math.clamp(Math.floorDiv(row.receivedMicros(), 1_000_000L), 0L, 0xFFFF_FFFFL));
        payload.bytes(row.memory(), row.payloadStart(), row.payloadLength());
        headers.bytes(row.memory(), row.headersStart(), row.headersLength());
        namespace.text(row.namespace());
        instance.text(from.instance());
        journal.text(from.id());
        sequence.int64(row.sequence());
        source.text(row.source());
        contentType.text(row.contentType());
        size.int32(row.size());
        received.int64(row.receivedMicros());
        acceptLatency.int32(row.acceptLatencyMicros());
    }

    /** Not after a block with a body of many megabytes, which may be the only one of its size. */
    boolean worthKeeping() {
        return payload.capacity() <= MOST_KEPT;
    }

    private static TextColumn text(String name) {
        return new TextColumn(name, NativeBlocks.ROWS);
    }
}
