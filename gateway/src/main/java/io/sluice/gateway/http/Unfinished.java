package io.sluice.gateway.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The connections of one event loop that are in the middle of a request's head or body, or have sent nothing yet, oldest first. Only
 * requests that do not arrive in one piece come here.
 */
public final class Unfinished {
    private final long limitNanos;
    private final Map<HttpConnection, Long> since = new LinkedHashMap<>();

    /** @param limit how long a head, and a body, may take to arrive */
    public Unfinished(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** It has just connected, or has begun a head or a body: its time runs from now. */
    public void add(HttpConnection connection) {
        since.remove(connection);
        since.put(connection, System.nanoTime());
    }

    /** What it had begun is whole, or it is gone. */
    public void remove(HttpConnection connection) {
        if (!since.isEmpty()) {
            since.remove(connection);
        }
    }

    /** Closes those whose time is over. */
    public void closeLate() {
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
