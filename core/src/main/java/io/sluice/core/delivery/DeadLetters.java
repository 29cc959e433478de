package io.sluice.core.delivery;

import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.RecordBody;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The journal of events that no destination took and of records that could not be read. Payload of a record, big-endian, version 1:
 *
 * <pre>
 * version(1) sequence(8) timeMicros(8) attempts(4) webhookId(1+n) cause(2+n) event, see {@link EventCodec}, to the end
 * </pre>
 *
 * What could not be read stands there byte by byte in the place of the event.
 */
public final class DeadLetters {
    private static final byte VERSION = 1;
    private static final int FIXED = 1 + 8 + 8 + 4 + 1 + 2;
    private static final int LONGEST_CAUSE = 2_000;
    private static final int LONGEST_ID = 0xFF;

    private final Journal journal;

    /** @param journal holds dead letters and nothing else */
    public DeadLetters(Journal journal) {
        this.journal = journal;
    }

    /**
     * Adds a dead letter.
     *
     * @param event the event as it stands in the journal of events
     * @return true once it is safe on disk, false when the journal did not take it; never fails
     */
    CompletableFuture<Boolean> add(
            String webhookId, String cause, int attempts, long timeMicros, long sequence, byte[] event) {
        CompletableFuture<Boolean> safe = new CompletableFuture<>();
        journal.append(
                RecordType.DEAD_LETTER,
                body(webhookId, cause, attempts, timeMicros, sequence, event),
                new AppendListener() {
                    @Override
                    public void committed(long place, long micros) {
                        safe.complete(true);
                    }

                    @Override
                    public void refused(Refusal refusal) {
                        safe.complete(false);
                    }
                });
        return safe;
    }

    /**
     * Adds a record of the journal of events that one of its readers had to go past.
     *
     * @param reader what went past it, in parentheses: it stands in the place of a webhook
     * @param bytes the record's payload as it stands in the journal
     * @return true once it is safe on disk, false when the journal did not take it; never fails
     */
    public CompletableFuture<Boolean> addUnreadable(
            String reader, String cause, long timeMicros, long sequence, byte[] bytes) {
        return add(reader, cause, 1, timeMicros, sequence, bytes);
    }

    private static RecordBody body(
            String webhookId, String cause, int attempts, long timeMicros, long sequence, byte[] event) {
        byte[] whole = webhookId.getBytes(StandardCharsets.UTF_8);
        byte[] id = Arrays.copyOf(whole, Math.min(whole.length, LONGEST_ID)); // longer only where it was no text
        String line = cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause;
        byte[] why = line.getBytes(StandardCharsets.UTF_8);
        return new RecordBody() {
            @Override
            public int size() {
                return FIXED + id.length + why.length + event.length;
            }

            @Override
            public void writeTo(ByteBuffer target) {
                target.put(VERSION).putLong(sequence).putLong(timeMicros).putInt(attempts);
                target.put((byte) id.length).put(id);
                target.putShort((short) why.length).put(why);
                target.put(event);
            }
        };
    }

    /**
     * Reads the payload of a record of type {@link RecordType#DEAD_LETTER}.
     *
     * @throws IllegalArgumentException if the bytes are no dead letter
     */
    public static DeadLetter decode(ByteBuffer payload) {
        ByteBuffer in = payload.duplicate();
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("format " + version + "; this version knows " + VERSION);
            }
            long sequence = in.getLong();
            long timeMicros = in.getLong();
            int attempts = in.getInt();
            String webhookId = text(in, in.get() & 0xFF);
            String cause = text(in, in.getShort() & 0xFFFF);
            byte[] bytes = new byte[in.remaining()];
            in.get(bytes);
            return new DeadLetter(webhookId, cause, attempts, timeMicros, sequence, event(bytes), bytes);
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("these bytes are no dead letter: " + malformed, malformed);
        }
    }

    private static Optional<Event> event(byte[] bytes) {
        try {
            return Optional.of(EventCodec.decode(ByteBuffer.wrap(bytes)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
