package io.sluice.core.delivery;

import io.sluice.core.disk.Schedules;
import java.io.IOException;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Delivery on a disk that loses whatever was not synced, fails any call, and ends in the middle of any. */
class DeliveryUnderCrashesTest {
    private static final String KEPT = "kept-schedules.txt";

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void every_event_reaches_its_destination_or_the_dead_letters_as_its_policy_says_whatever_dies(@ForAll long seed) {
        run(seed);
    }

    @ParameterizedTest
    @MethodSource("kept")
    void a_schedule_that_once_found_a_defect_finds_none(long seed) {
        run(seed);
    }

    private static void run(long seed) {
        Schedules.run(schedule -> new DeliveryCrashRun(schedule).run(), seed, KEPT);
    }

    static Stream<Long> kept() throws IOException {
        return Schedules.kept(DeliveryUnderCrashesTest.class, KEPT);
    }
}
