package io.sluice.bench.prove;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Something that goes wrong for a while.
 *
 * @param name as the report calls it
 * @param part what it befalls; two faults of one mix never befall the same
 * @param shortest it lasts at least so long: some do nothing before
 * @param breaks the gateway that cannot store anything meanwhile, and so must not acknowledge
 * @param redisAway whether limits cannot be shared meanwhile
 * @param forgets whether a gateway is started again
 * @param begin makes it begin
 * @param end makes it end; returns when what was stopped runs again
 */
record Fault(
        String name,
        String part,
        Duration shortest,
        OptionalInt breaks,
        boolean redisAway,
        boolean forgets,
        Runnable begin,
        Runnable end) {

    static Fault of(String name, String part, Runnable begin, Runnable end) {
        return new Fault(name, part, Duration.ZERO, OptionalInt.empty(), false, false, begin, end);
    }

    Fault lasting(Duration atLeast) {
        return new Fault(name, part, atLeast, breaks, redisAway, forgets, begin, end);
    }

    Fault breaking(int gateway) {
        return new Fault(name, part, shortest, OptionalInt.of(gateway), redisAway, forgets, begin, end);
    }

    Fault withoutRedis() {
        return new Fault(name, part, shortest, breaks, true, forgets, begin, end);
    }

    Fault forgetting() {
        return new Fault(name, part, shortest, breaks, redisAway, true, begin, end);
    }
}
