package io.sluice.stores.duckdb;

import io.sluice.core.store.StoreException;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Deletes rows that are older than the retention, once an hour while something is written. Used by one thread at a time. */
final class DuckDbRetention {
    private static final Duration EVERY = Duration.ofHours(1);

    private final DuckDbDatabase database;
    private final int days;
    private final InstantSource clock;
    private Instant due = Instant.MIN;

    /** @param days 0 keeps everything */
    DuckDbRetention(DuckDbDatabase database, int days, InstantSource clock) {
        this.database = database;
        this.days = days;
        this.clock = clock;
    }

    void applyWhenDue() throws StoreException {
        Instant now = clock.instant();
        if (days == 0 || now.isBefore(due)) {
            return;
        }
        due = now.plus(EVERY);
        LocalDateTime oldest = LocalDateTime.ofInstant(now.minus(Duration.ofDays(days)), ZoneOffset.UTC);
        database.transaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM webhook_logs WHERE \"timestamp\" < ?")) {
                delete.setObject(1, oldest);
                return delete.executeUpdate();
            }
        });
    }
}
