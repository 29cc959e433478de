package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The journal on a disk that loses, reorders, tears and garbles whatever was not synced, writes less than it was asked to, fails any
 * call once or for some time, and ends in the middle of any of them.
 */
class JournalUnderCrashesTest {
    private static final String KEPT = "kept-schedules.txt";

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void what_was_acknowledged_is_there_after_every_crash_in_order_and_nothing_else(@ForAll long seed) {
        run(seed);
    }

    @ParameterizedTest
    @MethodSource("kept")
    void a_schedule_that_once_found_a_defect_finds_none(long seed) {
        run(seed);
    }

    private static void run(long seed) {
        try {
            new CrashRun(seed).run();
        } catch (Exception | AssertionError defect) {
            throw new AssertionError(
                    "schedule " + seed + " found a defect; add the number to " + KEPT + " and it is run each time",
                    defect);
        }
    }

    static Stream<Long> kept() throws IOException {
        try (InputStream file = JournalUnderCrashesTest.class.getResourceAsStream(KEPT)) {
            String seeds = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(seeds).isNotBlank();
            return seeds.lines().filter(line -> !line.startsWith("#")).map(line -> Long.parseLong(line.split(" ")[0]));
        }
    }
}
