package io.sluice.gateway.guard.ratelimit;

import io.sluice.gateway.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A limit over all instances. At most one call to Redis is under way; requests that arrive meanwhile share the next one, which asks
 * for as many as wait, and some ahead ({@link Lease}), and lets the first pass in the order of their arrival.
 *
 * <p>What Redis lets pass in any window, to all instances together, is never more than the limit: a call whose answer is lost may
 * have counted, so what it took stays taken, and what it gave back is not given back again. While Redis is away, an instance lets
 * pass no more in any window than its share, with what Redis had granted it counted in. What passed so is reported as soon as Redis
 * is reached again, before anything is asked of it; when Redis comes back with another run id, and so perhaps without its memory,
 * everything this instance admitted within the window is reported.
 */
final class SharedLimiter implements Limiter {
    private final String key;
    private final RateLimit limit;
    private final RedisLink redis;
    private final LongSupplier nanoTime;

    // Guarded by this.
    private final Deque<CompletableFuture<Decision>> waiting = new ArrayDeque<>();
    /** Everything this instance let pass. */
    private final SlidingWindow admitted;
    /** The part of it that Redis has not been told of. */
    private SlidingWindow debts;

    private final Lease lease;
    /** What those that pass by the lease took. */
    private Counted leaseCounted = Counted.withoutRedis(0);

    private CompletableFuture<Decision> leased = new CompletableFuture<>();
    private boolean indebted;
    /** What was given back and Redis has not been told of, by the bucket there. */
    private final Map<Long, Long> givenBack = new HashMap<>();

    private boolean underWay;
    /** The run id of the Redis that has counted so far. */
    private String countedBy = "";

    private SharedLimiter(String key, RateLimit limit, RedisLink redis, LongSupplier nanoTime) {
        this.key = key;
        this.limit = limit;
        this.redis = redis;
        this.nanoTime = nanoTime;
        this.admitted = newWindow();
        this.debts = newWindow();
        this.lease = new Lease(limit.maxRequests());
    }

    /** One that reports what it owes whenever the link is up again. */
    static SharedLimiter on(RedisLink redis, String key, RateLimit limit, LongSupplier nanoTime) {
        SharedLimiter limiter = new SharedLimiter(key, limit, redis, nanoTime);
        redis.whenUp(limiter::report);
        return limiter;
    }

    private SlidingWindow newWindow() {
        return new SlidingWindow(limit.windowMicros(), WindowScript.BUCKETS);
    }

    @Override
    public CompletableFuture<Decision> take() {
        CompletableFuture<Decision> decision;
        Call call;
        synchronized (this) {
            if (lease.take(nanoTime.getAsLong())) {
                return leased;
            }
            if (!underWay && !redis.up()) {
                return CompletableFuture.completedFuture(withoutRedis());
            }
            decision = new CompletableFuture<>();
            waiting.add(decision);
            if (underWay) {
                return decision;
            }
            call = nextCall();
        }
        run(call);
        return decision;
    }

    @Override
    public void giveBack(Counted counted) {
        Call call;
        synchronized (this) {
            admitted.giveBack(nowMicros(), counted.bucket(), 1);
            if (counted.redis().isEmpty()) {
                if (!underWay) { // else it is being reported
                    debts.giveBack(nowMicros(), counted.bucket(), 1);
                }
                return;
            }
            owe(counted, 1);
            if (givenBack.isEmpty() || underWay || !redis.up()) {
                return;
            }
            call = nextCall();
        }
        run(call);
    }

    /** A Redis that has lost its memory since has nothing to give back. */
    private void owe(Counted counted, long count) {
        if (counted.redis().equals(countedBy)) {
            givenBack.merge(counted.redisBucket(), count, Long::sum);
        }
    }

    /** Redis is reached again: it hears at once of what it does not know, so that the other instances get no more than is left. */
    private void report() {
        Call call;
        synchronized (this) {
            if (underWay || !(indebted || (memoryLost(redis.runId()) && admitted.sum(nowMicros()) > 0))) {
                return;
            }
            call = nextCall();
        }
        run(call);
    }

    private boolean memoryLost(String runId) {
        return !countedBy.isEmpty() && !countedBy.equals(runId);
    }

    /** One call to Redis: how many wait for it, which Redis it meant, when it was made, and its words. */
    private record Call(int waiting, String runId, long sentNanos, List<String> arguments) {}

    private Call nextCall() {
        underWay = true;
        long now = nanoTime.getAsLong();
        long unused = lease.end(now);
        if (unused > 0) {
            admitted.giveBack(now / 1_000, leaseCounted.bucket(), unused);
            owe(leaseCounted, unused);
        }
        String runId = redis.runId();
        boolean memoryLost = memoryLost(runId);
        if (memoryLost) {
            givenBack.clear();
        }
        List<String> arguments = new ArrayList<>(8);
        arguments.add(Long.toString(waiting.size() + lease.wanted(waiting.size(), redis.instances())));
        arguments.add(Long.toString(limit.maxRequests()));
        arguments.add(Integer.toString(WindowScript.BUCKETS));
        arguments.add(Long.toString(SlidingWindow.widthMicros(limit.windowMicros(), WindowScript.BUCKETS)));
        arguments.add(Integer.toString(givenBack.size()));
        givenBack.forEach((bucket, count) -> addPair(arguments, bucket, count));
        givenBack.clear();
        if (memoryLost || indebted) {
            long[] ages = (memoryLost ? admitted : debts).byAge(now / 1_000);
            for (int age = 0; age < ages.length; age++) {
                if (ages[age] > 0) {
                    // Redis's buckets begin at other moments than these: one less, so that none leaves the window too
                    // early.
                    addPair(arguments, Math.max(0, age - 1), ages[age]);
                }
            }
        }
        return new Call(waiting.size(), runId, now, arguments);
    }

    private static void addPair(List<String> arguments, long first, long second) {
        arguments.add(Long.toString(first));
        arguments.add(Long.toString(second));
    }

    private void run(Call call) {
        var _ = redis.eval(WindowScript.SCRIPT, List.of(key), call.arguments())
                .handle((reply, failure) -> failure == null
                        ? Optional.of(WindowScript.Reply.of(reply))
                        : Optional.<WindowScript.Reply>empty())
                .thenAccept(reply -> finished(call, reply));
    }

    private void finished(Call call, Optional<WindowScript.Reply> reply) {
        List<Runnable> decided = new ArrayList<>();
        Optional<Call> next = Optional.empty();
        synchronized (this) {
            if (reply.isPresent()) {
                settle(call, reply.get(), decided);
            } else {
                while (!waiting.isEmpty()) {
                    CompletableFuture<Decision> one = waiting.remove();
                    Decision guess = withoutRedis();
                    decided.add(() -> one.complete(guess));
                }
            }
            if (waiting.isEmpty()) {
                underWay = false;
            } else {
                next = Optional.of(nextCall());
            }
        }
        next.ifPresent(this::run);
        decided.forEach(Runnable::run);
    }

    private void settle(Call call, WindowScript.Reply reply, List<Runnable> decided) {
        countedBy = call.runId();
        if (indebted) {
            indebted = false;
            debts = newWindow();
        }
        long now = nowMicros();
        admitted.take(now, reply.granted(), Long.MAX_VALUE);
        Counted counted = new Counted(admitted.bucket(now), call.runId(), reply.bucket());
        Decision granted = new Decision.Admitted(counted, this);
        Decision refused = new Decision.Refused(reply.retryAfter());
        for (int i = 0; i < call.waiting(); i++) {
            CompletableFuture<Decision> one = waiting.remove();
            Decision decision = i < reply.granted() ? granted : refused;
            decided.add(() -> one.complete(decision));
        }
        if (reply.granted() > call.waiting()) {
            leaseCounted = counted;
            leased = CompletableFuture.completedFuture(granted);
            lease.grant(
                    reply.granted() - call.waiting(),
                    call.sentNanos() + reply.bucketLeft().toNanos());
            admitWaiting(decided);
        }
    }

    /** Those that came while the call was under way need no further one as long as the lease lasts. */
    private void admitWaiting(List<Runnable> decided) {
        long now = nanoTime.getAsLong();
        while (!waiting.isEmpty() && lease.take(now)) {
            CompletableFuture<Decision> one = waiting.remove();
            decided.add(() -> one.complete(leased.join()));
        }
    }

    private Decision withoutRedis() {
        redis.misses().increment();
        long now = nowMicros();
        long share = switch (limit.onRedisDown()) {
            case LOCAL -> limit.maxRequests() / redis.instances();
            case OPEN -> Long.MAX_VALUE;
            case CLOSED -> -1;
        };
        if (share < 0) {
            return new Decision.Unknown();
        }
        if (admitted.take(now, 1, share) == 0) {
            return new Decision.Refused(Duration.ofNanos(1_000 * admitted.microsUntilBelow(now, share)));
        }
        debts.take(now, 1, Long.MAX_VALUE);
        indebted = true;
        return new Decision.Admitted(Counted.withoutRedis(admitted.bucket(now)), this);
    }

    private long nowMicros() {
        return nanoTime.getAsLong() / 1_000;
    }
}
