package io.sluice.core.eventlog;

import io.sluice.core.disk.Schedules;
import java.io.IOException;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The event log on a disk that loses whatever was not synced, before a store whose answers are lost. */
class EventLogUnderCrashesTest {
    private static final String KEPT = "kept-schedules.txt";

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void the_store_has_every_event_exactly_once_and_in_order_whatever_dies(@ForAll long seed) {
        run(seed);
    }

    @ParameterizedTest
    @MethodSource("kept")
    void a_schedule_that_once_found_a_defect_finds_none(long seed) {
        run(seed);
    }

    private static void run(long seed) {
        Schedules.run(schedule -> new EventLogCrashRun(schedule).run(), seed, KEPT);
    }

    static Stream<Long> kept() throws IOException {
        return Schedules.kept(EventLogUnderCrashesTest.class, KEPT);
    }
}
