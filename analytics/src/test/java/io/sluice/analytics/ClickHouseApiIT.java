package io.sluice.analytics;

import io.sluice.stack.ClickHouseServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class ClickHouseApiIT extends ApiContract {
    private static ClickHouseServer server;

    @BeforeAll
    static void start() {
        server = ClickHouseServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    EventLog open() {
        return new ClickHouseEventLog(server.httpPort());
    }
}
