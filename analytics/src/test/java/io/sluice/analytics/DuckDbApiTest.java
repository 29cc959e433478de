package io.sluice.analytics;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbApiTest extends ApiContract {
    @TempDir
    Path folder;

    @Override
    EventLog open() {
        return new DuckDbEventLog(folder.resolve("events.duckdb"));
    }
}
