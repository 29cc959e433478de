package io.sluice.core.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Runs that a seed decides, and the seeds that are run each time because they once found a defect. */
public final class Schedules {

    /** One run; fails when it finds a defect. */
    @FunctionalInterface
    public interface Schedule {
        void run(long seed) throws Exception;
    }

    private Schedules() {}

    /** @param kept the file of seeds that one is to be added to when it finds a defect */
    public static void run(Schedule schedule, long seed, String kept) {
        try {
            schedule.run(seed);
        } catch (Exception | AssertionError defect) {
            throw new AssertionError(
                    "schedule " + seed + " found a defect; add the number to " + kept + " and it is run each time",
                    defect);
        }
    }

    /** @param kept a file beside the test: in each line a seed and what it found */
    public static Stream<Long> kept(Class<?> test, String kept) throws IOException {
        try (InputStream file = test.getResourceAsStream(kept)) {
            String seeds = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(seeds).isNotBlank();
            return seeds.lines().filter(line -> !line.startsWith("#")).map(line -> Long.parseLong(line.split(" ")[0]));
        }
    }
}
