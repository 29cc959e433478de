package io.sluice.gateway.guard.ratelimit;

import io.sluice.gateway.redis.Script;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * {@link SlidingWindow} inside Redis: one hash a limit, a field a bucket, its sum kept beside them, so that a call costs the same
 * whatever the window holds. Redis's own clock is the clock of all instances.
 */
final class WindowScript {
    /** How many buckets a window has: a limit that is always hit falls short by 1/128, under 0.8 %. */
    static final int BUCKETS = 128;

    /** What a call brings back. */
    record Reply(long granted, Duration retryAfter, long bucket, Duration bucketLeft) {
        static Reply of(List<String> values) {
            return new Reply(
                    Long.parseLong(values.get(0)),
                    micros(values.get(1)),
                    Long.parseLong(values.get(2)),
                    micros(values.get(3)));
        }

        private static Duration micros(String value) {
            return Duration.of(Long.parseLong(value), ChronoUnit.MICROS);
        }
    }

    /**
     * KEYS: the window. ARGV: wanted, limit, buckets, width in microseconds, the number of pairs that follow of bucket and count for
     * what is given back, those pairs, then pairs of age in buckets and count for what was admitted without Redis. Answers how many
     * are admitted, the microseconds until the next has a chance, the bucket in which they were counted, and the microseconds until
     * it ends. What is given back is named by its bucket, so that nothing is taken from others when the bucket has left the window.
     */
    private static final String BODY = """
            local key = KEYS[1]
            local wanted, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
            local span, width, backs = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
            local state = redis.call('HMGET', key, 'sum', 'first', 'last', 'skew')
            local sum, skew = tonumber(state[1] or 0), tonumber(state[4] or 0)
            local bucket = math.floor(now / width) + skew
            local first, last = tonumber(state[2] or bucket), tonumber(state[3] or bucket)
            if bucket < last then
              skew = skew + last - bucket
              bucket = last
            end
            local oldest = bucket - span
            if last < oldest then
              redis.call('DEL', key)
              sum = 0
              first = bucket
            elseif first < oldest then
              local gone = {}
              for i = first, oldest - 1 do gone[#gone + 1] = string.format('%d', i) end
              for _, count in ipairs(redis.call('HMGET', key, unpack(gone))) do sum = sum - tonumber(count or 0) end
              redis.call('HDEL', key, unpack(gone))
              first = oldest
            end
            for i = 6, 4 + 2 * backs, 2 do
              local held = redis.call('HGET', key, ARGV[i])
              local part = math.min(tonumber(ARGV[i + 1]), tonumber(held or 0))
              if part > 0 then
                redis.call('HINCRBY', key, ARGV[i], -part)
                sum = sum - part
              end
            end
            for i = 6 + 2 * backs, #ARGV, 2 do
              local age, count = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
              if age <= span then
                redis.call('HINCRBY', key, string.format('%d', bucket - age), count)
                first = math.min(first, bucket - age)
                sum = sum + count
              end
            end
            local granted = math.min(wanted, math.max(0, limit - sum))
            if granted > 0 then
              redis.call('HINCRBY', key, string.format('%d', bucket), granted)
              sum = sum + granted
            end
            redis.call('HSET', key, 'sum', string.format('%d', sum), 'first', string.format('%d', first),
              'last', string.format('%d', bucket), 'skew', string.format('%d', skew))
            redis.call('PEXPIRE', key, string.format('%d', math.ceil((span + 2) * width / 1000) + linger))
            local retry = 0
            if granted < wanted then
              retry = span * width
              local left = sum
              for j = first, bucket do
                left = left - tonumber(redis.call('HGET', key, string.format('%d', j)) or 0)
                if left < limit then
                  retry = (j - skew + span + 1) * width - now
                  break
                end
              end
            end
            return {string.format('%d', granted), string.format('%d', retry), string.format('%d', bucket),
              string.format('%d', width - now % width)}
            """;

    /** What the gateway runs. */
    static final Script SCRIPT = Script.of(
            "local linger = 0\nlocal t = redis.call('TIME')\nlocal now = tonumber(t[1]) * 1000000 + tonumber(t[2])\n"
                    + BODY);

    /** The same with the time as KEYS[2], so that a test can turn the clock. Redis forgets keys by its own, so it gets an hour more. */
    static final Script WITH_CLOCK = Script.of("local linger = 3600000\nlocal now = tonumber(KEYS[2])\n" + BODY);

    private WindowScript() {}
}
