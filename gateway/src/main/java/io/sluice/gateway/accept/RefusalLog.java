package io.sluice.gateway.accept;

import io.sluice.gateway.http.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/**
 * Tells the operator why requests to one webhook were refused: at most {@link #LINES} lines in a second, with the number of those that
 * were not told in between. What was sent is escaped and shortened: a sender writes no line of ours.
 */
final class RefusalLog {
    private static final Logger LOG = System.getLogger(RefusalLog.class.getName());
    private static final int LINES = 5;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int LONGEST = 300;

    private final String webhook;
    private final LongSupplier nanoTime;
    private long sinceNanos;
    private int lines;
    private long untold;

    RefusalLog(String webhook, LongSupplier nanoTime) {
        this.webhook = webhook;
        this.nanoTime = nanoTime;
        this.sinceNanos = nanoTime.getAsLong() - SECOND_NANOS;
    }

    /**
     * A guard refused a request.
     *
     * @param cause empty when there is nothing to tell
     */
    void refused(String guard, String source, int status, String cause) {
        if (cause.isEmpty() || !LOG.isLoggable(Level.INFO)) {
            return;
        }
        long before;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - sinceNanos >= SECOND_NANOS) {
                sinceNanos = now;
                lines = 0;
            }
            if (lines == LINES) {
                untold++;
                return;
            }
            lines++;
            before = untold;
            untold = 0;
        }
        LOG.log(Level.INFO, line(guard, source, status, cause, before));
    }

    private String line(String guard, String source, int status, String cause, long before) {
        String more = before == 0 ? "" : " (" + before + " more since the last line)";
        return "Refused a request to " + webhook + " from " + source + " with " + status + ", " + guard + ": "
                + escaped(cause) + more;
    }

    /** The text as one short line of visible ASCII. */
    static String escaped(String text) {
        String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        String quoted = Json.quote(shortened);
        return quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"");
    }
}
