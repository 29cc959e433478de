package io.sluice.core.store;

import io.sluice.core.plugin.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where analytics reads what is new in the event log and keeps its roll-ups. The rows of a journal enter the event log in the order
 * of their sequences, so how far they are counted is one number a journal. Plain blocking code; passes {@code RollupContract}.
 */
public interface RollupStore extends Component {

    /** Every journal that ever wrote to the event log. Cheap, whatever is stored. */
    List<String> journals() throws StoreException;

    /** The sequence up to which each journal's rows are counted; journals of which none is are left out. For the start. */
    Map<String, Long> positions() throws StoreException;

    /**
     * Counts the rows of a journal behind a position, at a cost of what is new and not of what is stored.
     *
     * @param most the most sequences to go on by
     */
    NewRows read(String journal, long after, long most) throws StoreException;

    /**
     * Adds the counts to the roll-ups and moves the position, both or neither. When somebody else has counted from the same position
     * before, nothing is added.
     *
     * @return the position that is true afterwards; {@code rows.upto()} when these counts were added
     */
    long add(NewRows rows) throws StoreException;

    /** Roll-ups from a moment on, per webhook and bucket, oldest first. {@code bucket} is a whole number of minutes. */
    List<Bucket> history(Instant from, Duration bucket) throws StoreException;

    /** Roll-ups of one webhook between two moments, oldest first; buckets without events are left out. */
    List<Bucket> series(String webhookId, Instant from, Instant to, Duration bucket) throws StoreException;

    /** All events ever counted, per webhook. */
    Map<String, Long> totals() throws StoreException;

    /** Appends to {@code webhook_stats}. */
    void writeStats(Instant time, List<WebhookStats> rows) throws StoreException;

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
