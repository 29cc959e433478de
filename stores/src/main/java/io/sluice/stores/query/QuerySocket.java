package io.sluice.stores.query;

import io.sluice.core.local.LocalSocket;
import java.io.IOException;
import java.nio.file.Path;

/** Where a data folder's questions are asked. */
final class QuerySocket {
    static final String NAME = "query.sock";

    private QuerySocket() {}

    static LocalSocket of(Path data) throws IOException {
        return LocalSocket.of(data, NAME);
    }
}
