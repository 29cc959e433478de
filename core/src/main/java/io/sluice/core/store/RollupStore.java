package io.sluice.core.store;

import io.sluice.core.plugin.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where analytics reads what is new in the event log and keeps its roll-ups. The rows of a journal enter the event log in the order
 * of their sequences, so how far they are counted is one number a journal. Rows without a journal, which something other than a
 * gateway wrote, are not counted. Plain blocking code; implementations pass {@code RollupContract}.
 */
public interface RollupStore extends Component {

    /** What the event log holds of each journal, by its id. Costs a little for each journal, whatever is stored. */
    Map<String, Stored> journals() throws StoreException;

    /** The sequence up to which each journal is counted; a journal of which no row is may be left out. As cheap as {@link #journals}. */
    Map<String, Long> positions() throws StoreException;

    /**
     * Counts the stored rows of a journal with {@code after < sequence <= upto}, at a cost of what lies in that range and behind it.
     *
     * @param upto at most the last sequence that {@link #journals} named, so that every row up to it is there
     */
    NewRows read(String journal, long after, long upto) throws StoreException;

    /**
     * Adds the counts to the roll-ups and moves the position, both or neither, if the journal is counted no further than
     * {@code rows.after()}. A repeated call, also one that went astray and arrives late, adds nothing.
     *
     * @return the position that is true afterwards: {@code rows.upto()} when these counts are in the roll-ups, whoever added them.
     *     Less than that, but more than {@code rows.after()}, when another process has counted only a part of these rows: none of
     *     them was added by this call. More, when it has counted further.
     * @throws StoreException when it is not certain what became of the counts; the caller tries again
     */
    long add(NewRows rows) throws StoreException;

    /** All events ever counted, per webhook. */
    Map<String, Long> totals() throws StoreException;

    /**
     * Roll-ups of some webhooks with {@code from <= minute < to}, per webhook and bucket, oldest first. Buckets without events are
     * left out.
     *
     * @param bucket a whole number of minutes; buckets begin at its multiples since 1970
     */
    List<Bucket> buckets(Collection<String> webhookIds, Instant from, Instant to, Duration bucket)
            throws StoreException;

    /** Appends to {@code webhook_stats}. */
    void writeStats(Instant time, List<WebhookStats> rows) throws StoreException;

    /**
     * What the event log holds of a journal.
     *
     * @param first the lowest sequence that may be there
     * @param last the highest that is
     */
    record Stored(long first, long last) {}

    /** Events of one webhook in one bucket of time. */
    record Bucket(String webhookId, Instant start, long events, long bytes) {}

    /** One row of {@code webhook_stats}: events in all and in windows that end now. */
    record WebhookStats(
            String webhookId,
            long total,
            long minute,
            long minute5,
            long minute15,
            long minute30,
            long hour,
            long day,
            long week,
            long month) {}
}
