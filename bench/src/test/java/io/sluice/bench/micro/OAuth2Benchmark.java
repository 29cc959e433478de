package io.sluice.bench.micro;

import com.sun.net.httpserver.HttpServer;
import io.sluice.core.plugin.Guard;
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

/** The guard {@code oauth2} with introspection: what is remembered costs on the event loop, and what a question to a server on this machine takes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OAuth2Benchmark {
    private static final long NOW = 1_772_366_400;

    private final PostedRequest request =
            new PostedRequest("Authorization", "Bearer 2YotnFZFEjr1zCsicMWpAA", NOW * 1_000_000);
    private ExecutorService threads;
    private HttpServer server;
    private Guard remembering;
    private Guard asking;

    @Setup
    public void serve() throws IOException {
        byte[] answer = "{\"active\":true,\"scope\":\"read write\",\"aud\":\"hooks\"}".getBytes(StandardCharsets.UTF_8);
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
        remembering = guard("1h");
        asking = guard("0s");
        if (!(remembering().equals(new Verdict.Accept()) && asking().equals(new Verdict.Accept()))) {
            throw new IllegalStateException("the guard does not judge as it should");
        }
    }

    private Guard guard(String cacheTime) {
        return BenchedGuard.of("oauth2", """
                {"oauth2": {"introspection_endpoint": "http://127.0.0.1:%d/", "client_id": "a", "client_secret": "b",
                  "required_scope": ["write"], "audience": "hooks", "cache_time": "%s"}}""".formatted(server.getAddress().getPort(), cacheTime));
    }

    @TearDown
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Benchmark
    public Verdict remembering() {
        return remembering.check(request).join();
    }

    @Benchmark
    public Verdict asking() {
        return asking.check(request).join();
    }
}
