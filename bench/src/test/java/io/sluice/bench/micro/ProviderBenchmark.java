package io.sluice.bench.micro;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.provider.ProviderFactory;
import io.sluice.gateway.guard.provider.Providers;
import io.sluice.gateway.guard.provider.UnsentRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether a request is a provider's: on the event loop, for each event. Without the memory of what came before, which is Redis's time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProviderBenchmark {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** Bytes of the body. */
    @Param({"1000", "100000"})
    public int size;

    /** One with a time beside the signature, one with three headers and Base64. */
    @Param({"stripe", "standard_webhooks"})
    public String provider;

    private Guard guard;
    private UnsentRequest request;

    @Setup
    public void guard() {
        String settings = "{\"provider\": {\"name\": \"%s\", \"secret\": \"%s\", \"replay_protection\": false}}"
                .formatted(provider, SECRET);
        Surroundings around = Surroundings.of(Optional::empty, System::nanoTime, InstantSource.system(), Map.of());
        guard = new ProviderFactory(around)
                .read(
                        "orders",
                        SettingsFile.parse(
                                "webhooks.json", settings.getBytes(StandardCharsets.UTF_8), Map.of(), new Problems()))
                .build();
        // A request that is not sent yet is received at the beginning of time.
        request = Providers.named(provider)
                .orElseThrow()
                .sign(
                        UnsentRequest.post("https://hooks.example.com/webhook/orders", Documents.order(size)),
                        SECRET,
                        Map.of(),
                        Instant.EPOCH);
        if (!(check() instanceof Verdict.Accept)) {
            throw new IllegalStateException("The request is not right");
        }
    }

    @Benchmark
    public Verdict check() {
        return guard.check(request).join();
    }
}
