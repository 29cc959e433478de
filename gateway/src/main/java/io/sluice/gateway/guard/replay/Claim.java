package io.sluice.gateway.guard.replay;

import io.sluice.core.plugin.Taken;

/** What became of a claim. */
public sealed interface Claim {
    /**
     * Nobody claimed it before; it is taken now.
     *
     * @param taken gives it back. Best effort: where Redis is away it is free only when Redis is back, or after its time
     */
    record First(Taken taken) implements Claim {}

    /** Somebody claimed it before. */
    record Repeated() implements Claim {}

    /** It cannot be known: Redis is away, or the memory is full. */
    record Unknown() implements Claim {}
}
