package io.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTest {
    private static final String FIRST = "[0.5s][info][gc] GC(0) Pause Young (Allocation Failure) 61M->5M(92M) 1.234ms";
    private static final String SECOND = "[0.9s][info][gc] GC(1) Pause Young (Allocation Failure) 65M->6M(92M) 1.1ms";
    private static final String FULL = "[1.2s][info][gc] GC(2) Pause Full (Ergonomics) 16M->4M(92M) 9.0ms";
    private static final double MEBI = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void what_was_allocated_is_the_growth_from_each_collection_to_the_next() {
        assertThat(GcLog.allocated(List.of("[0.1s][info][gc] Using Parallel", FIRST, SECOND, FULL)))
                .isEqualTo((60 + 10) * MEBI);
    }

    @Test
    void one_collection_says_nothing() {
        assertThat(GcLog.allocated(List.of(FIRST))).isNaN();
        assertThat(GcLog.allocated(List.of())).isNaN();
    }

    @Test
    void what_was_allocated_up_to_the_last_collection_before_the_mark_does_not_count() throws IOException {
        String other = "[1.0s][info][gc] something else";
        Path log = Files.write(folder.resolve("gc.log"), List.of(FIRST, SECOND, other));
        int mark = GcLog.mark(log);
        Files.write(log, List.of(FIRST, SECOND, other, FULL));

        assertThat(GcLog.allocatedSince(log, mark)).isEqualTo(10 * MEBI);
        assertThat(GcLog.allocatedSince(log, 0)).isEqualTo(70 * MEBI);
    }

    @Test
    void a_log_that_does_not_exist_yet_is_an_empty_one() throws IOException {
        Path none = folder.resolve("none.log");

        assertThat(GcLog.mark(none)).isZero();
        assertThat(GcLog.allocatedSince(none, 0)).isNaN();
    }
}
