package io.sluice.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.bench.load.Load;
import io.sluice.bench.load.LoadPlan;
import io.sluice.bench.load.LoadResult;
import io.sluice.bench.wire.Payload;
import io.sluice.bench.wire.Target;
import io.sluice.core.event.Header;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Five gateways as processes of their own, one Redis, one limit. */
class SharedLimitIT {

    @Test
    void five_instances_together_admit_the_limit_and_fall_short_of_it_by_two_percent_at_most() throws Exception {
        try (Installation installation = new Installation(5)) {
            List<Target> targets = installation.targets(Installation.LIMITED).stream()
                    .map(SharedLimitIT::target)
                    .toList();
            LoadPlan plan = new LoadPlan(
                    targets,
                    List.of(new Header("Authorization", "Bearer " + Installation.TOKEN)),
                    new Payload.Numbered(),
                    50,
                    OptionalLong.of(20_000),
                    LoadPlan.UNLIMITED,
                    OptionalDouble.empty(),
                    Duration.ofSeconds(30),
                    1);

            LoadResult result = new Load(plan, false, InstantSource.system()).run(_ -> {});

            assertThat(result.elapsed()).as("one window").isLessThan(Duration.ofMinutes(1));
            assertThat(result.total()).isEqualTo(20_000);
            assertThat(result.successful()).isBetween(980L, 1_000L);
            assertThat(result.errors()).extracting(Map.Entry::getKey).allMatch(kind -> kind.contains("429"));
        }
    }

    private static Target target(URI uri) {
        return Target.of(uri.getAuthority(), uri);
    }
}
