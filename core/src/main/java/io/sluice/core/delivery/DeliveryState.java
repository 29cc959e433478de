package io.sluice.core.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What delivery remembers over a restart. Lanes that have nothing undelivered and are not behind are left out.
 *
 * @param journalId the journal it belongs to; the sequences mean nothing in another one
 * @param position every record up to this one was handed to its lane
 */
record DeliveryState(String journalId, long position, List<LaneState> lanes) {
    private static final byte VERSION = 1;

    /** @param position every record up to this one was looked at for the webhook */
    record LaneState(String webhookId, long position, List<Waiting> waiting) {

        long lowWater() {
            return waiting.isEmpty()
                    ? position
                    : Math.min(position, waiting.getFirst().sequence() - 1);
        }

        private LaneState cutAt(long last) {
            return new LaneState(
                    webhookId,
                    Math.min(position, last),
                    waiting.stream().filter(event -> event.sequence() <= last).toList());
        }
    }

    /** An undelivered event: its place, when it was made durable, failed tries so far, when it may be tried next. */
    record Waiting(long sequence, long timeMicros, int attempts, long dueMillis) {
        private static final int BYTES = 28;
    }

    /** Every event up to this one is done with. */
    long lowWater() {
        return lanes.stream().mapToLong(LaneState::lowWater).reduce(position, Math::min);
    }

    /** The same without anything behind that sequence. */
    DeliveryState cutAt(long last) {
        return new DeliveryState(
                journalId,
                Math.min(position, last),
                lanes.stream().map(lane -> lane.cutAt(last)).toList());
    }

    byte[] encode() {
        byte[] id = journalId.getBytes(StandardCharsets.UTF_8);
        int size = 1 + 2 + id.length + 8 + 4;
        for (LaneState lane : lanes) {
            size += 2 + lane.webhookId().getBytes(StandardCharsets.UTF_8).length + 8 + 4;
            size += lane.waiting().size() * Waiting.BYTES;
        }
        ByteBuffer target = ByteBuffer.allocate(size).put(VERSION);
        text(target, id);
        target.putLong(position).putInt(lanes.size());
        for (LaneState lane : lanes) {
            text(target, lane.webhookId().getBytes(StandardCharsets.UTF_8));
            target.putLong(lane.position()).putInt(lane.waiting().size());
            for (Waiting waiting : lane.waiting()) {
                target.putLong(waiting.sequence())
                        .putLong(waiting.timeMicros())
                        .putInt(waiting.attempts())
                        .putLong(waiting.dueMillis());
            }
        }
        return target.array();
    }

    /** @throws IllegalArgumentException if the bytes are no state of delivery */
    static DeliveryState decode(byte[] content) {
        ByteBuffer in = ByteBuffer.wrap(content);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("format " + version + "; this version knows " + VERSION);
            }
            String journalId = text(in);
            long position = in.getLong();
            int count = in.getInt();
            List<LaneState> lanes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lanes.add(lane(in));
            }
            return new DeliveryState(journalId, position, List.copyOf(lanes));
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("no state of delivery: " + malformed.getMessage(), malformed);
        }
    }

    private static LaneState lane(ByteBuffer in) {
        String webhookId = text(in);
        long position = in.getLong();
        int count = in.getInt();
        List<Waiting> waiting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waiting.add(new Waiting(in.getLong(), in.getLong(), in.getInt(), in.getLong()));
        }
        return new LaneState(webhookId, position, List.copyOf(waiting));
    }

    private static void text(ByteBuffer target, byte[] text) {
        target.putShort((short) text.length).put(text);
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[in.getShort() & 0xFFFF];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
