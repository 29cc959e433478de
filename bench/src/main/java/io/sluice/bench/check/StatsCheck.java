package io.sluice.bench.check;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares the counters of {@code /stats} before and after a load. Instances that share a Redis count together, so the first one's
 * answer is enough; instances without one count for themselves, and then their sum is meant.
 */
public final class StatsCheck {
    /** Slow enough for the limit of 60 requests a minute that {@code /stats} has. */
    private static final Duration PAUSE = Duration.ofMillis(1_500);

    private final StatsPage page;
    private final List<URI> instances;
    private final Duration settle;
    private final List<Long> before = new ArrayList<>();
    private String failure = "";

    /**
     * @param instances base addresses
     * @param settle how long to wait for counters that do not rise any more
     */
    public StatsCheck(StatsPage page, List<URI> instances, Duration settle) {
        this.page = page;
        this.instances = List.copyOf(instances);
        this.settle = settle;
    }

    /** Reads the counters ahead of the load. */
    public void begin() throws InterruptedException {
        try {
            for (URI instance : instances) {
                before.add(page.total(instance));
            }
        } catch (IOException away) {
            failure = away.getMessage();
        }
    }

    /**
     * Reads the counters again until they account for the load or stop rising. Blocks.
     *
     * @param acknowledged by instance
     * @param progress gets a line now and then
     */
    public StatsOutcome compare(List<Long> acknowledged, Consumer<String> progress) throws InterruptedException {
        if (!failure.isEmpty()) {
            return new StatsOutcome.NotChecked("could not be read before the load: " + failure);
        }
        Patience patience = new Patience(settle);
        while (true) {
            try {
                StatsOutcome.Checked seen = look(acknowledged, patience.exhausted());
                if (seen.agrees() || patience.exhausted()) {
                    return seen;
                }
                patience.seen(seen.counted());
                progress.accept(
                        "waiting for /stats: %,d of %,d counted".formatted(seen.counted(), seen.acknowledged()));
            } catch (IOException away) {
                if (patience.exhausted()) {
                    return new StatsOutcome.NotChecked("could not be read after the load: " + away.getMessage());
                }
                progress.accept("waiting for /stats: " + away.getMessage());
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Shared counters are the same everywhere once they have settled; until then only an exact account is taken for one. */
    private StatsOutcome.Checked look(List<Long> acknowledged, boolean settled)
            throws IOException, InterruptedException {
        long wanted = sum(acknowledged);
        long first = page.total(instances.getFirst()) - before.getFirst();
        if (first >= wanted || instances.size() == 1) {
            return new StatsOutcome.Checked(first, wanted, false);
        }
        List<Long> counted = new ArrayList<>(List.of(first));
        for (int i = 1; i < instances.size(); i++) {
            counted.add(page.total(instances.get(i)) - before.get(i));
        }
        boolean same = counted.stream().distinct().count() == 1;
        boolean perInstance = counted.equals(acknowledged) || (settled && !same);
        return new StatsOutcome.Checked(perInstance ? sum(counted) : first, wanted, perInstance);
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }
}
