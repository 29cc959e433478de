package io.sluice.bench.micro;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The guards that need nobody else and no long computation, each with a request that it lets in. Without Redis. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuardBenchmark {
    private static final long NOW = 1_772_366_400_000_000L;

    /** Settings, and the header that passes. */
    private record Case(String settings, String header, String value) {}

    private static final Map<String, Case> CASES = Map.of(
            "authorization", new Case("\"Bearer change-me\"", "Authorization", "Bearer change-me"),
            "basic_auth",
                    new Case(
                            "{\"username\": \"shop\", \"password\": \"change-me\"}",
                            "Authorization",
                            "Basic c2hvcDpjaGFuZ2UtbWU="),
            "header_auth", new Case("{\"api_key\": \"change-me\"}", "X-API-Key", "change-me"),
            "query_auth", new Case("{\"api_key\": \"change-me\"}", "X-None", ""),
            "hmac",
                    new Case(
                            "{\"secret\": \"change-me\"}",
                            "X-Hub-Signature-256",
                            "c985f3cc29a1e26c951da88271d550758d0f583a1420f2c8f7fc7d172f5a42b3"),
            "ip_whitelist", new Case("[\"192.0.2.0/24\", \"2001:db8::/32\"]", "X-None", ""),
            "rate_limit", new Case("{\"max_requests\": 1000000000, \"window_seconds\": 60}", "X-None", ""),
            "idempotency", new Case("{\"key\": \"Idempotency-Key\"}", "Idempotency-Key", "evt_1"));

    @Param({
        "authorization",
        "basic_auth",
        "header_auth",
        "query_auth",
        "hmac",
        "ip_whitelist",
        "rate_limit",
        "idempotency"
    })
    public String key;

    private Guard guard;
    private PostedRequest request;

    @Setup
    public void build() {
        Case one = CASES.get(key);
        guard = BenchedGuard.of(key, "{\"" + key + "\": " + one.settings() + "}");
        request = new PostedRequest(one.header(), one.value(), NOW, "api_key=change-me");
        if (!(right() instanceof Verdict.Accept)) {
            throw new IllegalStateException("the guard does not judge as it should");
        }
    }

    @Benchmark
    public Verdict right() {
        Verdict verdict = guard.check(request).join();
        List<Taken> taken = verdict instanceof Verdict.Accept accept ? accept.taken() : List.of();
        taken.forEach(Taken::giveBack);
        return verdict;
    }
}
