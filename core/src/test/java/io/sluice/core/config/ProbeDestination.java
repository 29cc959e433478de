package io.sluice.core.config;

import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.Health;
import io.sluice.core.settings.DestinationSettings;
import java.util.List;

/** A destination with one setting, {@code url}, which takes everything. */
record ProbeDestination(String module) implements DestinationFactory {
    @Override
    public DestinationPlan read(DestinationSettings settings) {
        return new Plan(settings.module().string("url", "nowhere"));
    }

    private record Plan(String url) implements DestinationPlan {
        @Override
        public String describe() {
            return "to " + url;
        }

        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public int maxBatch() {
            return 1;
        }

        @Override
        public Destination build() {
            return new Sink();
        }
    }

    private static final class Sink implements Destination {
        @Override
        public List<DeliveryResult> deliver(List<Delivery> batch) {
            return batch.stream()
                    .<DeliveryResult>map(_ -> new DeliveryResult.Delivered())
                    .toList();
        }

        @Override
        public Health check() {
            return new Health.Healthy();
        }

        @Override
        public void close() {}
    }
}
