package io.sluice.core.journal;

import io.sluice.core.disk.Schedules;
import java.io.IOException;
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
        Schedules.run(schedule -> new CrashRun(schedule).run(), seed, KEPT);
    }

    static Stream<Long> kept() throws IOException {
        return Schedules.kept(JournalUnderCrashesTest.class, KEPT);
    }
}
