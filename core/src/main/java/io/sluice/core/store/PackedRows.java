package io.sluice.core.store;

import io.sluice.core.event.EventId;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Rows of a batch outside the heap. As objects, tens of thousands of rows that wait for the store would be copied by every garbage
 * collection meanwhile; here they are bytes, of which a row is made when it is looked at. Texts that many rows share are kept once.
 * One thread adds; when it is done, another one may read, any number of times, and at last {@link #close}.
 */
public final class PackedRows extends AbstractCollection<LogRow> implements AutoCloseable {
    /** Bytes of the first chunk; each further one is twice as large, up to the largest. */
    private static final int FIRST_CHUNK = 64 << 10;

    private static final int LARGEST_CHUNK = 1 << 20;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    /** Bytes of a row without payload and headers: id, sequence, time, and eight numbers. */
    private static final int FIXED = 4 * Long.BYTES + 8 * Integer.BYTES;

    private final Arena arena = Arena.ofShared();
    private final List<Chunk> chunks = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private Chunk last = new Chunk(MemorySegment.NULL);
    private int size;

    /** A piece of the memory, and how much of it is taken. */
    private static final class Chunk {
        private final MemorySegment memory;
        private long used;
        private int rows;

        Chunk(MemorySegment memory) {
            this.memory = memory;
        }

        long room() {
            return memory.byteSize() - used;
        }
    }

    @Override
    public boolean add(LogRow row) {
        long bytes = FIXED + row.payload().length + (long) row.headers().length;
        if (last.room() < bytes) {
            last = new Chunk(arena.allocate(Math.max(nextChunk(), bytes)));
            chunks.add(last);
        }
        write(row, last.memory, last.used);
        last.used += bytes;
        last.rows++;
        size++;
        return true;
    }

    private long nextChunk() {
        return Math.min(LARGEST_CHUNK, (long) FIRST_CHUNK << Math.min(chunks.size(), 10));
    }

    private void write(LogRow row, MemorySegment to, long at) {
        byte[] payload = row.payload();
        byte[] headers = row.headers();
        to.set(LONG, at, row.id().high());
        to.set(LONG, at + 8, row.id().low());
        to.set(LONG, at + 16, row.sequence());
        to.set(LONG, at + 24, row.receivedMicros());
        to.set(INT, at + 32, row.size());
        to.set(INT, at + 36, row.acceptLatencyMicros());
        to.set(INT, at + 40, place(row.webhookId()));
        to.set(INT, at + 44, place(row.namespace()));
        to.set(INT, at + 48, place(row.source()));
        to.set(INT, at + 52, place(row.contentType()));
        to.set(INT, at + 56, payload.length);
        to.set(INT, at + 60, headers.length);
        MemorySegment.copy(payload, 0, to, ValueLayout.JAVA_BYTE, at + FIXED, payload.length);
        MemorySegment.copy(headers, 0, to, ValueLayout.JAVA_BYTE, at + FIXED + payload.length, headers.length);
    }

    private int place(String text) {
        Integer known = places.get(text);
        if (known != null) {
            return known;
        }
        places.put(text, texts.size());
        texts.add(text);
        return texts.size() - 1;
    }

    @Override
    public int size() {
        return size;
    }

    /** The rows in the order in which they were added, each made anew. */
    @Override
    public Iterator<LogRow> iterator() {
        return new Reading();
    }

    /** Gives the memory back; the rows are gone. */
    @Override
    public void close() {
        arena.close();
    }

    private final class Reading implements Iterator<LogRow> {
        private final Iterator<Chunk> rest = chunks.iterator();
        private MemorySegment memory = MemorySegment.NULL;
        private int left;
        private long at;

        @Override
        public boolean hasNext() {
            return left > 0 || rest.hasNext();
        }

        @Override
        public LogRow next() {
            if (left == 0) {
                Chunk next = rest.next();
                memory = next.memory;
                left = next.rows;
                at = 0;
            }
            left--;
            byte[] payload = bytes(at + FIXED, memory.get(INT, at + 56));
            byte[] headers = bytes(at + FIXED + payload.length, memory.get(INT, at + 60));
            LogRow row = new LogRow(
                    new EventId(memory.get(LONG, at), memory.get(LONG, at + 8)),
                    text(at + 40),
                    text(at + 44),
                    memory.get(LONG, at + 16),
                    memory.get(LONG, at + 24),
                    text(at + 48),
                    text(at + 52),
                    memory.get(INT, at + 32),
                    memory.get(INT, at + 36),
                    payload,
                    headers);
            at += FIXED + payload.length + headers.length;
            return row;
        }

        private String text(long place) {
            return texts.get(memory.get(INT, place));
        }

        private byte[] bytes(long from, int length) {
            byte[] bytes = new byte[length];
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, from, bytes, 0, length);
            return bytes;
        }
    }
}
