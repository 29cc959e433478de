package io.sluice.gateway.guard.ratelimit;

import java.util.concurrent.CompletableFuture;

/** Counts requests against one limit. Thread-safe, never blocks. */
interface Limiter {
    /** Asks for one request to pass. */
    CompletableFuture<Decision> take();

    /** Gives back what an admitted request took. Best effort: what it frees may be free only later, never too early. */
    void giveBack(Counted counted);
}
