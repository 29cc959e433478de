package io.sluice.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which faults come when. */
class ScheduleTest {
    private static final List<Fault> FAULTS = Stream.of("a", "b", "c", "network to a", "everything")
            .flatMap(part -> Stream.of(1, 2).map(n -> Fault.of(part + " fault " + n, part, () -> {}, () -> {})))
            .toList();

    private static List<Step> steps(long seed, int count) {
        Schedule schedule = new Schedule(FAULTS, seed);
        return IntStream.range(0, count).mapToObj(n -> schedule.next()).toList();
    }

    @Test
    void every_fault_comes_alone_before_any_mix() {
        List<Step> first = steps(42, FAULTS.size());

        assertThat(first).allSatisfy(step -> assertThat(step.faults()).hasSize(1));
        assertThat(first.stream().map(Step::name))
                .containsExactlyInAnyOrderElementsOf(
                        FAULTS.stream().map(Fault::name).toList());
    }

    @Test
    void the_same_seed_gives_the_same_schedule() {
        assertThat(steps(42, 100).stream().map(Step::toString))
                .containsExactlyElementsOf(
                        steps(42, 100).stream().map(Step::toString).toList());
    }

    @Test
    void another_seed_gives_another() {
        assertThat(steps(42, 100).stream().map(Step::name).toList())
                .isNotEqualTo(steps(43, 100).stream().map(Step::name).toList());
    }

    @Test
    void the_faults_of_a_mix_befall_different_parts() {
        assertThat(steps(7, 300).subList(FAULTS.size(), 300)).allSatisfy(step -> {
            assertThat(step.faults()).hasSizeBetween(2, 3);
            assertThat(step.faults().stream().map(Fault::part)).doesNotHaveDuplicates();
        });
    }

    @Test
    void a_restart_of_everything_mixes_with_networks_alone() {
        assertThat(steps(7, 500).subList(FAULTS.size(), 500).stream()
                        .filter(step -> step.faults().stream()
                                .anyMatch(fault -> fault.part().equals("everything"))))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(
                                step.faults().stream().map(Fault::part).filter(part -> !part.equals("everything")))
                        .allMatch(part -> part.startsWith("network")));
    }

    @Test
    void a_step_lasts_as_long_as_its_slowest_fault_needs() {
        Fault slow = FAULTS.getFirst().lasting(Duration.ofSeconds(35));

        assertThat(new Schedule(List.of(slow), 1).next().lasts()).isEqualTo(Duration.ofSeconds(35));
    }
}
