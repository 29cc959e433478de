package io.sluice.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A destination that answers as a test wants and remembers every delivery that was tried. */
final class ScriptedDestination implements DestinationPlan, Destination {
    /** What becomes of one delivery; may block, may throw. */
    interface Script {
        DeliveryResult answer(Delivery delivery) throws InterruptedException;
    }

    static final DeliveryResult DELIVERED = new DeliveryResult.Delivered();

    final ConcurrentLinkedQueue<Delivery> tried = new ConcurrentLinkedQueue<>();
    final AtomicInteger mostUnderWay = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Script script;
    private final int concurrency;

    ScriptedDestination(int concurrency, Script script) {
        this.concurrency = concurrency;
        this.script = script;
    }

    static ScriptedDestination taking() {
        return new ScriptedDestination(4, _ -> DELIVERED);
    }

    @Override
    public List<DeliveryResult> deliver(List<Delivery> batch) throws InterruptedException {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            List<DeliveryResult> results = new ArrayList<>();
            for (Delivery delivery : batch) {
                tried.add(delivery);
                results.add(script.answer(delivery));
            }
            return results;
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** The bodies of all deliveries, each as often as it was tried. */
    List<String> bodies() {
        return tried.stream()
                .map(delivery -> new String(delivery.event().body(), UTF_8))
                .toList();
    }

    /** The numbers of the tries, in the order in which they were made. */
    List<Integer> attempts() {
        return tried.stream().map(Delivery::attempt).toList();
    }

    @Override
    public String describe() {
        return "scripted";
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    @Override
    public int maxBatch() {
        return 3;
    }

    @Override
    public Destination build() {
        return this;
    }

    @Override
    public Health check() {
        return new Health.Healthy();
    }

    @Override
    public void close() {}
}
