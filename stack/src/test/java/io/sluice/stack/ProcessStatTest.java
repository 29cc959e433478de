package io.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTest {
    private static final String REST = " 1 2 2 0 -1 4194560 9 0 0 0 1 2 3 4 20 0 ";

    @Test
    void a_name_may_hold_blanks_and_parentheses() {
        assertThat(ProcessStat.parse("7 (a) Z (b) c)) S" + REST + "12 0 3456 99"))
                .isEqualTo(new ProcessStat('S', 12, 3456));
    }

    @Test
    void a_process_whose_first_thread_has_ended_has_not_ended_while_others_have_not() {
        assertThat(ProcessStat.parse("7 (java) Z" + REST + "2 0 3456 99").ended())
                .isFalse();
        assertThat(ProcessStat.parse("7 (java) Z" + REST + "1 0 3456 99").ended())
                .isTrue();
        assertThat(ProcessStat.parse("7 (java) S" + REST + "1 0 3456 99").ended())
                .isFalse();
    }

    @Test
    void the_running_process_is_found() {
        ProcessStat self = ProcessStat.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(self.ended()).isFalse();
        assertThat(self.suspended()).isFalse();
        assertThat(self.threads()).isGreaterThan(1);
    }
}
