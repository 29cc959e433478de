package io.sluice.bench.prove;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One fault, or several at once.
 *
 * @param lasts from the beginning of the first to the end of the first
 */
record Step(List<Fault> faults, Duration lasts) {

    String name() {
        return faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
    }
}
