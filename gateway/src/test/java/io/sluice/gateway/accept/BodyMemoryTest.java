package io.sluice.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** All bodies that wait for their answer share a part of the heap. */
final class BodyMemoryTest {
    @Test
    void what_is_beyond_the_limit_is_not_given_and_takes_nothing() {
        BodyMemory memory = new BodyMemory(100);
        assertThat(memory.take(60)).isTrue();
        assertThat(memory.take(41)).isFalse();
        assertThat(memory.take(40)).isTrue();
        memory.giveBack(60);
        assertThat(memory.take(60)).isTrue();
    }
}
