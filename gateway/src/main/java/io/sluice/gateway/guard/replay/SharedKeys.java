package io.sluice.gateway.guard.replay;

import io.sluice.gateway.redis.RedisLink;
import io.sluice.gateway.redis.Script;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keys of all instances, in Redis, of which each is held by one claim. A key's value is {@code p:claim} while it is claimed and
 * {@code d:text} when the claim was exchanged for a text. At most one call is under way; what comes meanwhile shares the next one.
 * Thread-safe, never blocks.
 *
 * <p>While Redis is away nothing can be claimed. A call whose answer is lost may have claimed: that is released with the next call that
 * reaches Redis, before anything is claimed, so that the sender, who was told to come again, gets in; as is what was to be written down
 * and could not be. Each claim has a name of its own, so that a release takes nothing away that another claim took.
 */
public final class SharedKeys {
    private static final CompletableFuture<Answer> UNKNOWN = CompletableFuture.completedFuture(new Answer.Unknown());
    private static final int MOST_CLAIMS = 1_000;
    /** Beyond it the oldest is left to its time. */
    private static final int MOST_ENDS = 10_000;

    /**
     * First the claims that end, then those to make. Arguments: how many end; of each that ends its claim, the text or an empty one, and the
     * milliseconds to remember it; of each to make its claim and its milliseconds.
     */
    private static final Script SCRIPT = Script.of("""
            local ends = tonumber(ARGV[1])
            for i = 1, ends do
              local claim, id, millis = ARGV[3 * i - 1], ARGV[3 * i], ARGV[3 * i + 1]
              local value = redis.call('GET', KEYS[i])
              if id == '' then
                if value == 'p:' .. claim then
                  redis.call('DEL', KEYS[i])
                end
              elseif not value or string.sub(value, 1, 2) == 'p:' then
                redis.call('SET', KEYS[i], 'd:' .. id, 'PX', millis)
              end
            end
            local earlier = {}
            for i = 1, #KEYS - ends do
              local key, at = KEYS[ends + i], 3 * ends + 2 * i
              if redis.call('SET', key, 'p:' .. ARGV[at], 'NX', 'PX', ARGV[at + 1]) then
                earlier[i] = ''
              else
                earlier[i] = redis.call('GET', key)
              end
            end
            return earlier
            """);

    /** What became of a claim. */
    public sealed interface Answer {
        /** Nobody held the key; it is held now. */
        record Mine(Hold hold) implements Answer {}

        /**
         * Somebody has it.
         *
         * @param text what the claim was exchanged for; empty while it is a claim
         */
        record Others(String text) implements Answer {}

        /** It cannot be known: Redis is away. */
        record Unknown() implements Answer {}
    }

    /** A claim that was made. */
    public static final class Hold {
        private final SharedKeys keys;
        private final Name name;

        private Hold(SharedKeys keys, Name name) {
            this.keys = keys;
            this.name = name;
        }

        /** Frees the key, now or when Redis is back. */
        public void release() {
            keys.end(new End(name, "", Duration.ZERO));
        }

        /** Exchanges the claim for a text, which is remembered for that long. */
        public void exchange(String text, Duration ttl) {
            keys.end(new End(name, text, ttl));
        }
    }

    /** A key, and the name of the claim on it. */
    private record Name(String key, String claim) {}

    private record Waiting(Name name, Duration ttl, CompletableFuture<Answer> answer) {}

    /** @param text empty when the key is to be freed */
    private record End(Name name, String text, Duration ttl) {}

    private record Call(List<End> ends, List<Waiting> claims) {}

    private final String prefix;
    private final RedisLink redis;
    private final String instance;

    // Guarded by this.
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<End> ends = new ArrayDeque<>();
    private boolean underWay;
    private long claims;

    private SharedKeys(String prefix, RedisLink redis, String instance) {
        this.prefix = prefix;
        this.redis = redis;
        this.instance = instance;
    }

    /**
     * Keys under a prefix.
     *
     * @param instance a name that no other process has
     */
    public static SharedKeys under(String prefix, RedisLink redis, String instance) {
        SharedKeys keys = new SharedKeys(prefix, redis, instance);
        redis.whenUp(keys::catchUp);
        return keys;
    }

    /**
     * Claims a key.
     *
     * @param ttl after which the claim ends by itself
     */
    public CompletableFuture<Answer> claim(String key, Duration ttl) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Call call;
        synchronized (this) {
            if (!underWay && !redis.up()) {
                return UNKNOWN;
            }
            waiting.add(new Waiting(new Name(key, instance + ":" + claims++), ttl, answer));
            if (underWay) {
                return answer;
            }
            call = nextCall();
        }
        run(call);
        return answer;
    }

    private void end(End end) {
        Call call;
        synchronized (this) {
            addEnd(end);
            if (underWay || !redis.up()) {
                return;
            }
            call = nextCall();
        }
        run(call);
    }

    /** Redis is there again. */
    private void catchUp() {
        Call call;
        synchronized (this) {
            if (underWay || ends.isEmpty()) {
                return;
            }
            call = nextCall();
        }
        run(call);
    }

    private void addEnd(End end) {
        if (ends.size() == MOST_ENDS) {
            ends.remove();
        }
        ends.add(end);
    }

    private Call nextCall() {
        underWay = true;
        List<End> ending = new ArrayList<>();
        while (!ends.isEmpty() && ending.size() < MOST_CLAIMS) {
            ending.add(ends.remove());
        }
        List<Waiting> claiming = new ArrayList<>();
        while (!waiting.isEmpty() && claiming.size() < MOST_CLAIMS) {
            claiming.add(waiting.remove());
        }
        return new Call(ending, claiming);
    }

    private void run(Call call) {
        List<String> keys = new ArrayList<>(call.ends().size() + call.claims().size());
        List<String> arguments =
                new ArrayList<>(1 + 3 * call.ends().size() + 2 * call.claims().size());
        arguments.add(Integer.toString(call.ends().size()));
        for (End end : call.ends()) {
            keys.add(prefix + end.name().key());
            arguments.add(end.name().claim());
            arguments.add(end.text());
            arguments.add(millis(end.ttl()));
        }
        for (Waiting claim : call.claims()) {
            keys.add(prefix + claim.name().key());
            arguments.add(claim.name().claim());
            arguments.add(millis(claim.ttl()));
        }
        var _ = redis.eval(SCRIPT, keys, arguments)
                .handle((reply, failure) -> failure == null ? Optional.of(reply) : Optional.<List<String>>empty())
                .thenAccept(reply -> finished(call, reply));
    }

    private void finished(Call call, Optional<List<String>> reply) {
        List<Waiting> lost = List.of();
        Optional<Call> next = Optional.empty();
        synchronized (this) {
            if (reply.isEmpty()) {
                call.ends().forEach(this::addEnd);
                call.claims().forEach(claim -> addEnd(new End(claim.name(), "", Duration.ZERO)));
                lost = List.copyOf(waiting);
                waiting.clear();
            }
            // What is to be written down waits until Redis is there again, or for the next who comes.
            if (waiting.isEmpty() && (ends.isEmpty() || reply.isEmpty())) {
                underWay = false;
            } else {
                next = Optional.of(nextCall());
            }
        }
        next.ifPresent(this::run);
        for (int i = 0; i < call.claims().size(); i++) {
            call.claims().get(i).answer().complete(outcome(call.claims().get(i).name(), reply, i));
        }
        lost.forEach(one -> one.answer().complete(new Answer.Unknown()));
    }

    private Answer outcome(Name name, Optional<List<String>> reply, int index) {
        if (reply.isEmpty()) {
            return new Answer.Unknown();
        }
        String value = reply.get().get(index);
        if (value.isEmpty()) {
            return new Answer.Mine(new Hold(this, name));
        }
        return new Answer.Others(value.startsWith("d:") ? value.substring(2) : "");
    }

    private static String millis(Duration ttl) {
        return Long.toString(Math.max(1, ttl.toMillis()));
    }
}
