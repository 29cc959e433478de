package io.sluice.stores.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.store.EventStore;
import io.sluice.core.store.StoreException;
import io.sluice.stores.EventStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbStoreTest extends EventStoreContract {
    private static final Instant TODAY = Instant.EPOCH.plus(NOON, ChronoUnit.MICROS);

    @TempDir
    private Path folder;

    @Override
    protected EventStore open() {
        return at(TODAY, 0);
    }

    private EventStore at(Instant now, int retentionDays) {
        DuckDbDatabase database = DuckDbDatabase.of(folder.resolve("events.duckdb"));
        return new DuckDbStore(database, retentionDays, InstantSource.fixed(now));
    }

    @Test
    void rows_older_than_the_retention_are_deleted() throws StoreException {
        try (EventStore store = at(TODAY, 30)) {
            store.append(batch(1, 10));
            assertThat(store.query("SELECT 1 FROM webhook_logs", 100).rows()).hasSize(10);
        }
        try (EventStore later = at(TODAY.plus(Duration.ofDays(31)), 30)) {
            later.append(batch(11, 12));
            assertThat(later.query("SELECT 1 FROM webhook_logs WHERE sequence <= 10", 100)
                            .rows())
                    .isEmpty();
        }
    }
}
