package io.sluice.core.journal;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The journal on a disk that loses, tears and garbles whatever was not synced. A seed that fails is printed. */
class JournalUnderCrashesTest {

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void what_was_acknowledged_is_there_after_every_crash_in_order_and_nothing_else(@ForAll long seed)
            throws Exception {
        new CrashRun(seed).run();
    }
}
