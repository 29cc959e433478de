package io.sluice.core.eventlog;

import java.nio.charset.StandardCharsets;

/**
 * What the event-log reader writes down before it sends a batch.
 *
 * @param journal whose sequences these are
 * @param done everything up to this sequence is stored
 * @param pendingLast the batch from {@code done + 1} to here may have been sent; equal to {@code done} when there is none
 */
record EventLogState(String journal, long done, long pendingLast) {

    boolean hasPending() {
        return pendingLast > done;
    }

    byte[] encode() {
        return "event-log 1 %s %d %d\n".formatted(journal, done, pendingLast).getBytes(StandardCharsets.US_ASCII);
    }

    static EventLogState decode(byte[] content) {
        String[] words = new String(content, StandardCharsets.US_ASCII).strip().split(" ", -1);
        if (words.length != 5 || !words[0].equals("event-log") || !words[1].equals("1")) {
            throw new IllegalArgumentException("this is no state of an event-log reader");
        }
        return new EventLogState(words[2], Long.parseLong(words[3]), Long.parseLong(words[4]));
    }
}
