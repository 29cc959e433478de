package io.sluice.bench.prove;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which faults come when: first each alone, in an order that the seed decides, then mixes of two or three without end. The same seed
 * and the same list of faults give the same schedule.
 */
final class Schedule {
    private static final int SHORTEST_MILLIS = 1_500;
    private static final int LONGEST_MILLIS = 4_000;

    private final List<Fault> faults;
    private final Deque<Fault> alone;
    private final Random random;

    Schedule(List<Fault> faults, long seed) {
        this.faults = List.copyOf(faults);
        this.random = new Random(seed);
        List<Fault> shuffled = new ArrayList<>(faults);
        Collections.shuffle(shuffled, random);
        this.alone = new ArrayDeque<>(shuffled);
    }

    /** The faults that have not come alone yet. */
    List<String> notYetAlone() {
        return alone.stream().map(Fault::name).toList();
    }

    Step next() {
        return alone.isEmpty() ? mix() : step(List.of(alone.pop()));
    }

    /** Two or three that befall different parts; fewer where no other fits beside what was drawn first. */
    private Step mix() {
        int wanted = 2 + random.nextInt(2);
        List<Fault> drawn = new ArrayList<>(faults);
        Collections.shuffle(drawn, random);
        List<Fault> chosen = new ArrayList<>();
        Set<String> befallen = new HashSet<>();
        for (Fault fault : drawn) {
            if (chosen.size() < wanted && fits(fault, befallen) && befallen.add(fault.part())) {
                chosen.add(fault);
            }
        }
        return step(chosen);
    }

    /** A restart of everything ends what befalls any part, so it mixes with nothing but networks. */
    private static boolean fits(Fault fault, Set<String> befallen) {
        return fault.part().equals("everything")
                ? befallen.stream().allMatch(part -> part.startsWith("network"))
                : !befallen.contains("everything") || fault.part().startsWith("network");
    }

    private Step step(List<Fault> chosen) {
        Duration lasts = Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
        for (Fault fault : chosen) {
            lasts = lasts.compareTo(fault.shortest()) < 0 ? fault.shortest() : lasts;
        }
        return new Step(List.copyOf(chosen), lasts);
    }
}
