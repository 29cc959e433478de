package io.sluice.stores.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.journal.JournalRef;
import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.StoreException;
import io.sluice.stack.ClickHouseServer;
import io.sluice.stack.FreePort;
import io.sluice.stores.EventStoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClickHouseStoreIT extends EventStoreContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static ClickHouseServer server;

    private final String database = "store_" + DATABASES.incrementAndGet();

    @BeforeAll
    static void startServer() {
        server = ClickHouseServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected EventStore open() {
        return open(0);
    }

    private EventStore open(int retentionDays) {
        return new ClickHouseStore(new ClickHouseDatabase(connection(server.httpPort())), retentionDays);
    }

    private ClickHouseConnection connection(int port) {
        return new ClickHouseConnection("127.0.0.1", port, false, database, "default", "");
    }

    private static String definition(EventStore store) throws StoreException {
        return store.query("SHOW CREATE TABLE webhook_logs", 1)
                .rows()
                .getFirst()
                .getFirst()
                .toString();
    }

    @Test
    void five_instances_may_set_up_the_same_database_at_the_same_moment() throws Exception {
        List<EventStore> stores = new ArrayList<>();
        List<Callable<Void>> starts = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            JournalRef journal = new JournalRef("journal-" + i, "webhook-" + i);
            EventStore one = open();
            stores.add(one);
            starts.add(() -> {
                one.append(batch(journal, 1, 100));
                return null;
            });
        }
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> start : instances.invokeAll(starts)) {
                start.get();
            }
        }
        assertThat(stores.getFirst().query("SELECT id FROM webhook_logs", 1_000).rows())
                .hasSize(500);
        stores.forEach(EventStore::close);
    }

    @Test
    void a_batch_is_one_part_however_many_blocks_it_is_sent_in() throws StoreException {
        try (EventStore store = open()) {
            store.append(batchOfMany(3 * NativeBlocks.ROWS + 1));

            assertThat(store.query("SELECT DISTINCT _part FROM webhook_logs", 10)
                            .rows())
                    .hasSize(1);
        }
    }

    @Test
    void the_retention_is_the_tables_time_to_live_and_can_be_changed_and_taken_back() throws StoreException {
        try (EventStore store = open(30)) {
            store.append(batch(1, 1));
            assertThat(definition(store)).contains("toIntervalDay(30)").contains("RECOMPRESS");
        }
        try (EventStore store = open(7)) {
            store.append(batch(2, 2));
            assertThat(definition(store)).contains("toIntervalDay(7)");
        }
        try (EventStore store = open(0)) {
            store.append(batch(3, 3));
            assertThat(definition(store)).doesNotContain("toIntervalDay(7)").contains("RECOMPRESS");
        }
    }

    @Test
    void a_server_that_is_away_is_named_and_its_password_is_not() {
        int nobody = FreePort.find();
        ClickHouseConnection away =
                new ClickHouseConnection("127.0.0.1", nobody, false, "default", "someone", "hunter2");
        try (EventStore store = new ClickHouseStore(new ClickHouseDatabase(away), 0)) {
            assertThatThrownBy(() -> store.append(batch(1, 1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("127.0.0.1:" + nobody)
                    .hasMessageNotContaining("hunter2");
            assertThat(store.check()).isInstanceOf(Health.Unhealthy.class);
        }
    }
}
