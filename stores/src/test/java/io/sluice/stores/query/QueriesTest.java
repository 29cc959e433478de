package io.sluice.stores.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.event.EventId;
import io.sluice.core.journal.JournalRef;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.StoreException;
import io.sluice.stores.EventStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueriesTest {
    private static final String COUNT = "SELECT count(*) FROM webhook_logs";

    @TempDir
    private Path data;

    private EventStores gateway() throws StoreException {
        EventStores stores = EventStores.open(Optional.empty(), data, 0, InstantSource.system());
        byte[] text = "{}".getBytes(UTF_8);
        LogRow row = new LogRow(new EventId(1, 2), "a", "", 1, 1, "", "", 2, 0, text, text);
        stores.events().append(new EventBatch(new JournalRef("j", "i"), 1, 1, List.of(row), false));
        return stores;
    }

    private Object answer(String sql) throws StoreException {
        try (Queries queries = Queries.open(data)) {
            return queries.query(sql, 10).rows().getFirst().getFirst();
        }
    }

    @Test
    void while_a_gateway_holds_the_store_the_gateway_is_asked() throws Exception {
        try (EventStores stores = gateway();
                QueryServer _ = QueryServer.listen(data, stores.events())) {
            assertThat(answer(COUNT)).hasToString("1");
        }
    }

    @Test
    void without_a_gateway_the_file_is_asked() throws Exception {
        gateway().close();

        assertThat(answer(COUNT)).hasToString("1");
    }

    @Test
    void a_socket_left_by_a_killed_gateway_is_no_hindrance() throws Exception {
        EventStores stores = gateway();
        QueryServer killed = QueryServer.listen(data, stores.events());
        byte[] nothing = {};
        killed.close();
        stores.close();
        Files.write(data.resolve("query.sock"), nothing);

        assertThat(answer(COUNT)).hasToString("1");
    }

    @Test
    void what_the_store_refuses_is_refused_over_the_socket_with_the_same_words() throws Exception {
        try (EventStores stores = gateway();
                QueryServer _ = QueryServer.listen(data, stores.events())) {
            assertThatThrownBy(() -> answer("SELECT nonsense FROM webhook_logs"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nonsense");
            assertThatThrownBy(() -> answer("DROP TABLE webhook_logs")).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void only_the_owner_may_ask() throws Exception {
        try (EventStores stores = gateway();
                QueryServer _ = QueryServer.listen(data, stores.events())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("query.sock"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_second_gateway_on_the_same_folder_is_told_so() throws Exception {
        try (EventStores stores = gateway();
                QueryServer _ = QueryServer.listen(data, stores.events())) {
            assertThatThrownBy(() -> QueryServer.listen(data, stores.events()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process");
        }
    }

    @Test
    void without_a_store_it_says_where_it_looked() {
        assertThatThrownBy(() -> Queries.open(data.resolve("absent")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("--data");
        assertThatThrownBy(() -> Queries.open(data))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no event was ever stored");
    }
}
