package io.sluice.gateway.guard.ratelimit;

/**
 * Where an admitted request was counted, so that it is given back from there and from nowhere else. One for all that were counted
 * together.
 *
 * @param bucket of this process's own window
 * @param redis the run id of the Redis that counted it; empty when none did
 * @param redisBucket of the window in that Redis
 */
record Counted(long bucket, String redis, long redisBucket) {

    static Counted withoutRedis(long bucket) {
        return new Counted(bucket, "", 0);
    }
}
