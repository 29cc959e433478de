package io.sluice.bench.micro;

import com.sun.net.httpserver.HttpServer;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The guard {@code recaptcha} with a service on this machine: new tokens, and one whose request comes again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecaptchaBenchmark {
    private static final String TOKEN = "03AGdBq27tWnQ".repeat(40);

    private final PostedRequest same = new PostedRequest("X-Recaptcha-Token", TOKEN, 1_772_366_400_000_000L);
    private ExecutorService threads;
    private HttpServer server;
    private Guard guard;
    private long number;

    @Setup
    public void serve() throws IOException {
        byte[] answer = "{\"success\":true,\"score\":0.9}".getBytes(StandardCharsets.UTF_8);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        guard = BenchedGuard.of(
                "recaptcha",
                "{\"recaptcha\": {\"secret_key\": \"a\", \"verify_url\": \"http://127.0.0.1:%d/\"}}"
                        .formatted(server.getAddress().getPort()));
    }

    @TearDown
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Benchmark
    public Verdict again() {
        return accepted(same);
    }

    @Benchmark
    public Verdict asking() {
        return accepted(new PostedRequest("X-Recaptcha-Token", TOKEN + number++, same.receivedMicros()));
    }

    private Verdict accepted(PostedRequest request) {
        if (guard.check(request).join() instanceof Verdict.Accept accept) {
            accept.taken().forEach(Taken::giveBack);
            return accept;
        }
        throw new IllegalStateException("the guard does not judge as it should");
    }
}
