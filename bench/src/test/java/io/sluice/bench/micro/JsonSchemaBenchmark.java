package io.sluice.bench.micro;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import io.sluice.gateway.guard.jsonschema.JsonSchemaFactory;
import io.sluice.gateway.guard.payload.PayloadChecks;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
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

/** The guard {@code json_schema} on a payload of some items, without the way to another thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonSchemaBenchmark {
    private static final String WEBHOOK = """
            {"json_schema": {"required": ["id", "items"], "properties": {
              "id": {"type": "string", "pattern": "^ord_[0-9]+$"},
              "items": {"type": "array", "items": {"required": ["sku"], "properties": {
                "sku": {"type": "string", "maxLength": 40}, "price": {"type": "number", "minimum": 0}}}}}}}""";

    /** Items of the order, about 40 bytes each. */
    @Param({"1", "20", "1000"})
    public int items;

    private Guard guard;
    private WebhookRequest request;

    @Setup
    public void guard() {
        FileSection section =
                SettingsFile.parse("webhooks.json", WEBHOOK.getBytes(StandardCharsets.UTF_8), Map.of(), new Problems());
        guard = new JsonSchemaFactory(new PayloadChecks(Runnable::run))
                .read("orders", section)
                .build();
        byte[] payload = ("{\"id\": \"ord_1\", \"items\": ["
                        + "{\"sku\": \"abc-12345\", \"price\": 12.5},".repeat(items - 1)
                        + "{\"sku\": \"abc-12345\", \"price\": 12.5}]}")
                .getBytes(StandardCharsets.UTF_8);
        // It asks for nothing but the payload.
        request = (WebhookRequest) Proxy.newProxyInstance(
                WebhookRequest.class.getClassLoader(), new Class<?>[] {WebhookRequest.class}, (_, _, _) -> payload);
    }

    @Benchmark
    public Verdict judge() {
        return guard.check(request).join();
    }
}
