package io.sluice.core.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A store in memory that does as it is told before each batch, and remembers what was wrong with them. As a real one it looks whether it
 * has a batch only when that says that it may.
 */
final class ScriptedStore implements EventStore {

    /** What becomes of one insert. */
    enum Answer {
        STORED,
        REFUSED,
        STORED_BUT_THE_ANSWER_LOST
    }

    /** Decides on an insert. */
    interface Script {
        Answer next();
    }

    /** A row as it is stored. */
    record Row(long sequence, String webhookId, String payload) {}

    private final Script script;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, List<Row>> batches = new HashMap<>();

    ScriptedStore(Script script) {
        this.script = script;
    }

    @Override
    public synchronized void append(EventBatch batch) throws StoreException {
        Answer answer = script.next();
        if (answer != Answer.REFUSED) {
            insert(batch);
        }
        if (answer != Answer.STORED) {
            throw new StoreException("no answer", new IOException("Connection reset"));
        }
    }

    private void insert(EventBatch batch) {
        List<Row> added = batch.rows().stream()
                .map(row -> new Row(row.sequence(), row.webhookId(), new String(row.payload(), UTF_8)))
                .toList();
        examine(batch, added);
        if (!batch.repeated() || !batches.containsKey(batch.token())) {
            batches.put(batch.token(), added);
            rows.addAll(added);
        }
    }

    private void examine(EventBatch batch, List<Row> added) {
        if (batches.containsKey(batch.token()) && !batches.get(batch.token()).equals(added)) {
            wrong.add("other rows under the same token " + batch.token());
        }
        if (batch.rows().stream().map(ScriptedStore::month).distinct().count() != 1) {
            wrong.add("not one month in " + batch.token());
        }
        if (added.stream()
                .anyMatch(row -> row.sequence() < batch.firstSequence() || row.sequence() > batch.lastSequence())) {
            wrong.add("rows outside of " + batch.token());
        }
    }

    private static YearMonth month(LogRow row) {
        return YearMonth.from(
                Instant.EPOCH.plus(row.receivedMicros(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    /** All rows in the order in which they came. */
    synchronized List<Row> rows() {
        return List.copyOf(rows);
    }

    /** What no batch may be like, and some were. */
    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public Rows query(String sql, int limit) {
        throw new AssertionError("nobody asks");
    }

    @Override
    public Health check() {
        return new Health.Healthy();
    }

    @Override
    public void close() {}
}
