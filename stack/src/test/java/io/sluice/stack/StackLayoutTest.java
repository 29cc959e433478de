package io.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The services have the names and ports of the Compose file. */
class StackLayoutTest {
    private final Stack stack = new Stack(
            Path.of("state"), new Launcher(List.of("sluice")), Path.of("webhooks.json"), Path.of("connections.json"));

    @Test
    void redis_and_clickhouse_come_first_then_five_gateways_and_analytics() {
        assertThat(stack.services())
                .extracting(service -> service.name() + " " + service.ports())
                .containsExactly(
                        "redis [6380]",
                        "clickhouse [8123, 9000]",
                        "webhook-1 [8000]",
                        "webhook-2 [8001]",
                        "webhook-3 [8002]",
                        "webhook-4 [8003]",
                        "webhook-5 [8004]",
                        "analytics [8010]");
    }

    @Test
    void a_gateway_has_its_own_name_port_and_data_and_the_shared_files() {
        Path here = Path.of("").toAbsolutePath();
        Service gateway = stack.service("webhook-3");
        assertThat(gateway.command().get())
                .containsExactly(
                        "sluice",
                        "serve",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "8002",
                        "--webhooks",
                        here.resolve("webhooks.json").toString(),
                        "--connections",
                        here.resolve("connections.json").toString(),
                        "--data",
                        here.resolve("state/webhook-3/data").toString(),
                        "--instance",
                        "webhook-3");
        assertThat(gateway.environment())
                .containsEntry("REDIS_HOST", "127.0.0.1")
                .containsEntry("REDIS_PORT", "6380")
                .containsEntry("CLICKHOUSE_HOST", "127.0.0.1")
                .containsEntry("CLICKHOUSE_HTTP_PORT", "8123");
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> stack.service("webhook-9"))
                .isInstanceOf(StackException.class)
                .hasMessage(
                        "there is no service webhook-9; there are redis, clickhouse, webhook-1, webhook-2, webhook-3,"
                                + " webhook-4, webhook-5, analytics");
    }
}
