package io.sluice.bench.check;

import io.sluice.core.event.EventId;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import io.sluice.stores.query.Queries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Questions to the event log about the rows of one webhook in a stretch of time. The SQL is such that every store understands it. */
public final class LogRange {
    /** A row's time is that of the request's head, its id's that of the whole request: they may lie this far apart. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Queries log;
    private final String webhookId;

    /**
     * A stretch of time, in milliseconds since 1970.
     *
     * @param to inclusive
     */
    public record Window(long from, long to) {

        /** From one moment to another. */
        public static Window of(Instant from, Instant to) {
            return new Window(from.toEpochMilli(), to.toEpochMilli());
        }

        Window including(long millis) {
            return new Window(Math.min(from, millis), Math.max(to, millis));
        }

        /** The lowest id that can be made in it. */
        EventId lowest() {
            return new EventId(from << 16, 0);
        }

        /** An id above all that can be made in it. */
        EventId above() {
            return new EventId((to + 1) << 16, 0);
        }
    }

    LogRange(Queries log, String webhookId) {
        if (!webhookId.matches("[A-Za-z0-9_/-]+")) {
            throw new IllegalArgumentException("\"" + webhookId + "\" is no webhook's id");
        }
        this.log = log;
        this.webhookId = webhookId;
    }

    /** How many rows there are. */
    long count(Window window) throws StoreException {
        String sql = "SELECT count(*) AS n FROM webhook_logs WHERE " + condition(window.lowest(), window.above(), true);
        return number(log.query(sql, 1).rows().getFirst().getFirst());
    }

    /**
     * Ids from one (inclusive) to another (exclusive), each once and with the number of its rows, in ascending order.
     *
     * @param byTime whether rows may be passed over whose time does not fit their id: faster
     */
    List<Found> ids(EventId from, EventId to, boolean byTime, int limit) throws StoreException {
        String sql = "SELECT id, count(*) AS n FROM webhook_logs WHERE " + condition(from, to, byTime)
                + " GROUP BY id ORDER BY id LIMIT " + limit;
        Rows rows = log.query(sql, limit);
        return rows.rows().stream()
                .map(row -> new Found(EventId.parse(row.get(0).toString()), number(row.get(1))))
                .toList();
    }

    /** An id in the log and how many rows it has. */
    record Found(EventId id, long rows) {}

    private String condition(EventId from, EventId to, boolean byTime) {
        String condition = "webhook_id = '" + webhookId + "' AND id >= '" + from + "' AND id < '" + to + "'";
        return byTime
                ? condition + " AND \"timestamp\" >= '" + second(from.timeMillis() - SLACK.toMillis())
                        + "' AND \"timestamp\" <= '" + second(to.timeMillis() + SLACK.toMillis()) + "'"
                : condition;
    }

    private static String second(long millis) {
        return SECONDS.format(Instant.ofEpochMilli(millis));
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : Long.parseLong(value.toString());
    }
}
