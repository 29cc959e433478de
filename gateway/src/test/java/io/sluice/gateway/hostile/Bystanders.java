package io.sluice.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.RunningGateway.RawConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Honest senders, each on a connection of its own that is kept, one request after the other. */
final class Bystanders {
    private static final String REQUEST =
            "POST /webhook/others HTTP/1.1\r\nHost: h\r\nContent-Length: 13\r\n\r\n{\"order\":123}";

    private Bystanders() {}

    /** Every request is answered with 200, or this fails; says how long they waited. */
    static String serve(RunningGateway gateway, int senders, int requests) throws Exception {
        long[] nanos = new long[senders * requests];
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < senders; sender++) {
                int first = sender * requests;
                running.add(threads.submit(() -> {
                    send(gateway, nanos, first, requests);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, at most %.1f ms",
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static void send(RunningGateway gateway, long[] nanos, int first, int requests) throws Exception {
        try (RawConnection connection = gateway.connect()) {
            for (int i = 0; i < requests; i++) {
                long begin = System.nanoTime();
                connection.send(REQUEST);
                assertThat(connection.readUntil("200 OK\"}")).startsWith("HTTP/1.1 200 ");
                nanos[first + i] = System.nanoTime() - begin;
            }
        }
    }
}
