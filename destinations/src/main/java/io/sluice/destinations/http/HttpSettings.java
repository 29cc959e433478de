package io.sluice.destinations.http;

import io.sluice.core.net.AddressRule;
import io.sluice.core.net.Target;
import java.time.Duration;
import java.util.Map;

/**
 * How requests are made.
 *
 * @param headers set on every request
 * @param forwarding which of the sender's headers go on
 * @param timeout for the whole exchange, from the wait for a connection to the end of the answer
 * @param concurrency requests under way at once, and so connections
 * @param addresses which addresses may be connected to
 */
record HttpSettings(
        Target target,
        Method method,
        Map<String, String> headers,
        HeaderRule forwarding,
        Duration timeout,
        int concurrency,
        AddressRule addresses) {

    /** What a request may be. */
    enum Method {
        POST,
        PUT,
        PATCH
    }
}
