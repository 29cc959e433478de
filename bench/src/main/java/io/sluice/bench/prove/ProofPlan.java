package io.sluice.bench.prove;

import java.time.Duration;

/**
 * How a proof is run.
 *
 * @param lasts how long faults are injected; a step that has begun is finished
 * @param seed decides the order of the faults, their mixes and their length
 * @param suspension how long at least a suspended process or a silent network stays so
 * @param healWithin after that time something that is not well is a finding
 * @param memoryBytes the most that a gateway may hold
 * @param rate requests a second in all
 */
public record ProofPlan(
        Duration lasts, long seed, Duration suspension, Duration healWithin, long memoryBytes, int rate) {}
