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
import java.util.NoSuchElementException;

/**
 * Rows of a batch outside the heap. As objects, tens of thousands of rows that wait for the store would be copied by every garbage
 * collection meanwhile; here they are bytes, of which a row is made when it is asked for; {@link #cursor} makes none. Texts that many
 * rows share are kept once. One thread adds; when it is done, another one may read, any number of times, and at last {@link #close}.
 */
public final class PackedRows extends AbstractCollection<LogRow> implements AutoCloseable {
    /** Bytes of the first chunk; each further one is twice as large, up to the largest. */
    private static final int FIRST_CHUNK = 64 << 10;

    private static final int LARGEST_CHUNK = 1 << 20;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    // Where a row has what; the texts are places in a list.
    private static final int ID_HIGH = 0;
    private static final int ID_LOW = 8;
    private static final int SEQUENCE = 16;
    private static final int RECEIVED = 24;
    private static final int SIZE = 32;
    private static final int LATENCY = 36;
    private static final int WEBHOOK = 40;
    private static final int NAMESPACE = 44;
    private static final int SOURCE = 48;
    private static final int CONTENT_TYPE = 52;
    private static final int PAYLOAD_LENGTH = 56;
    private static final int HEADERS_LENGTH = 60;
    /** Payload, and then headers, follow. */
    private static final int FIXED = 64;

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
        add(RowDraft.of(row));
        return true;
    }

    /** Adds a row. */
    public void add(RowDraft row) {
        long bytes = FIXED + (long) row.bytes();
        if (last.room() < bytes) {
            last = new Chunk(arena.allocate(Math.max(nextChunk(), bytes)));
            chunks.add(last);
        }
        write(row, last.memory, last.used);
        last.used += bytes;
        last.rows++;
        size++;
    }

    private long nextChunk() {
        return Math.min(LARGEST_CHUNK, (long) FIRST_CHUNK << Math.min(chunks.size(), 10));
    }

    private void write(RowDraft row, MemorySegment to, long at) {
        int payload = row.payloadEnd - row.payloadStart;
        int headers = row.headers.size();
        to.set(LONG, at + ID_HIGH, row.idHigh);
        to.set(LONG, at + ID_LOW, row.idLow);
        to.set(LONG, at + SEQUENCE, row.sequence);
        to.set(LONG, at + RECEIVED, row.receivedMicros);
        to.set(INT, at + SIZE, row.size);
        to.set(INT, at + LATENCY, row.acceptLatencyMicros);
        to.set(INT, at + WEBHOOK, place(row.webhookId));
        to.set(INT, at + NAMESPACE, place(row.namespace));
        to.set(INT, at + SOURCE, place(row.source));
        to.set(INT, at + CONTENT_TYPE, place(row.contentType));
        to.set(INT, at + PAYLOAD_LENGTH, payload);
        to.set(INT, at + HEADERS_LENGTH, headers);
        MemorySegment.copy(row.payload, row.payloadStart, to, ValueLayout.JAVA_BYTE, at + FIXED, payload);
        MemorySegment.copy(row.headers.bytes(), 0, to, ValueLayout.JAVA_BYTE, at + FIXED + payload, headers);
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

    /** Stands before the first row. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** Stands on one row after the other; its methods are those of {@link LogRow}, and its texts are the same object in all rows. */
    public final class Cursor {
        private final Iterator<Chunk> rest = chunks.iterator();
        private MemorySegment memory = MemorySegment.NULL;
        private int left;
        private long at;
        private long next;

        private Cursor() {}

        /** Goes to the next row; false behind the last one. */
        public boolean next() {
            if (left == 0) {
                if (!rest.hasNext()) {
                    return false;
                }
                Chunk chunk = rest.next();
                memory = chunk.memory;
                left = chunk.rows;
                next = 0;
            }
            left--;
            at = next;
            next = headersStart() + headersLength();
            return true;
        }

        /** The first eight bytes of the id. */
        public long idHigh() {
            return memory.get(LONG, at + ID_HIGH);
        }

        /** The last eight bytes of the id. */
        public long idLow() {
            return memory.get(LONG, at + ID_LOW);
        }

        public String webhookId() {
            return text(WEBHOOK);
        }

        public String namespace() {
            return text(NAMESPACE);
        }

        public long sequence() {
            return memory.get(LONG, at + SEQUENCE);
        }

        public long receivedMicros() {
            return memory.get(LONG, at + RECEIVED);
        }

        public String source() {
            return text(SOURCE);
        }

        public String contentType() {
            return text(CONTENT_TYPE);
        }

        public int size() {
            return memory.get(INT, at + SIZE);
        }

        public int acceptLatencyMicros() {
            return memory.get(INT, at + LATENCY);
        }

        /** Holds payload and headers. */
        public MemorySegment memory() {
            return memory;
        }

        public long payloadStart() {
            return at + FIXED;
        }

        public int payloadLength() {
            return memory.get(INT, at + PAYLOAD_LENGTH);
        }

        public long headersStart() {
            return payloadStart() + payloadLength();
        }

        public int headersLength() {
            return memory.get(INT, at + HEADERS_LENGTH);
        }

        private String text(int field) {
            return texts.get(memory.get(INT, at + field));
        }

        private LogRow row() {
            return new LogRow(
                    new EventId(idHigh(), idLow()),
                    webhookId(),
                    namespace(),
                    sequence(),
                    receivedMicros(),
                    source(),
                    contentType(),
                    size(),
                    acceptLatencyMicros(),
                    bytes(payloadStart(), payloadLength()),
                    bytes(headersStart(), headersLength()));
        }

        private byte[] bytes(long from, int length) {
            byte[] bytes = new byte[length];
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, from, bytes, 0, length);
            return bytes;
        }
    }

    private final class Reading implements Iterator<LogRow> {
        private final Cursor cursor = cursor();
        private int left = size;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public LogRow next() {
            if (!cursor.next()) {
                throw new NoSuchElementException();
            }
            left--;
            return cursor.row();
        }
    }
}
