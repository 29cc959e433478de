package io.sluice.gateway;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The connections of one event loop that have not sent a whole head yet, oldest first. */
final class Newcomers {
    private final long limitNanos;
    private final Map<HttpConnection, Long> since = new LinkedHashMap<>();

    /** @param limit how long the first head may take to arrive */
    Newcomers(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    void add(HttpConnection connection) {
        since.put(connection, System.nanoTime());
    }

    /** It has sent a head, or is gone. */
    void remove(HttpConnection connection) {
        if (!since.isEmpty()) {
            since.remove(connection);
        }
    }

    /** Closes those whose time is over. */
    void closeLate() {
        long now = System.nanoTime();
        Iterator<Map.Entry<HttpConnection, Long>> oldest = since.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<HttpConnection, Long> entry = oldest.next();
            if (now - entry.getValue() < limitNanos) {
                return;
            }
            oldest.remove();
            entry.getKey().close();
        }
    }
}
