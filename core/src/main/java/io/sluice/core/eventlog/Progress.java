package io.sluice.core.eventlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * How far a journal is in the event log: everything up to {@code done} is; whether the pending range is, is not known. Written as
 * one line of text, {@code 1 JOURNAL DONE PENDING_LAST}, in a state file.
 *
 * @param journal id of the journal
 * @param pendingLast the pending range is {@code done + 1} to this; equal to {@code done} when nothing is pending
 */
record Progress(String journal, long done, long pendingLast) {

    Progress {
        if (pendingLast < done) {
            throw new IllegalArgumentException("a range cannot end before it begins: " + done + " to " + pendingLast);
        }
    }

    static Progress upTo(String journal, long done) {
        return new Progress(journal, done, done);
    }

    boolean hasPending() {
        return pendingLast > done;
    }

    byte[] encode() {
        return ("1 " + journal + " " + done + " " + pendingLast).getBytes(StandardCharsets.UTF_8);
    }

    static Progress decode(byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.UTF_8);
        String[] words = text.split(" ", -1);
        try {
            if (words.length == 4 && words[0].equals("1")) {
                return new Progress(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
            }
        } catch (IllegalArgumentException malformed) {
            throw new IOException("the event log's cursor says \"" + text + "\", which has no meaning", malformed);
        }
        throw new IOException("the event log's cursor is of a format that this version does not know: " + text);
    }
}
