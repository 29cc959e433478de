package io.sluice.gateway.guard.ratelimit;

import io.sluice.gateway.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A limit over all instances. At most one call to Redis is under way; requests that arrive meanwhile share the next one, which asks
 * for as many as wait, and some ahead ({@link Lease}), and lets the first pass in the order of their arrival.
 *
 * <p>A call whose answer is lost may have counted: what it took stays taken, so the limit is never exceeded for it. What passed
 * while Redis was away is reported with the first call that reaches it again; when Redis comes back with another run id, and so
 * perhaps without its memory, everything this instance admitted within the window is reported.
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
    private boolean indebted;
    private long givenBack;
    private boolean underWay;
    /** The run id of the Redis that has counted so far. */
    private String countedBy = "";

    SharedLimiter(String key, RateLimit limit, RedisLink redis, LongSupplier nanoTime) {
        this.key = key;
        this.limit = limit;
        this.redis = redis;
        this.nanoTime = nanoTime;
        this.admitted = newWindow();
        this.debts = newWindow();
        this.lease = new Lease(limit.maxRequests());
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
                return Decision.Admitted.NOW;
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
    public void giveBack() {
        Call call;
        synchronized (this) {
            admitted.giveBack(nowMicros(), 1);
            givenBack++;
            if (underWay || !redis.up()) {
                return;
            }
            call = nextCall();
        }
        run(call);
    }

    /** One call to Redis: how many wait for it, what it gives back, which Redis it meant, when it was made, and its words. */
    private record Call(int waiting, long givenBack, String runId, long sentNanos, List<String> arguments) {}

    private Call nextCall() {
        underWay = true;
        String runId = redis.runId();
        long now = nanoTime.getAsLong();
        long unused = lease.end(now);
        if (unused > 0) {
            admitted.giveBack(now / 1_000, unused);
            givenBack += unused;
        }
        boolean memoryLost = !countedBy.isEmpty() && !countedBy.equals(runId);
        long back = memoryLost ? 0 : givenBack;
        givenBack = 0;
        List<String> arguments = new ArrayList<>(8);
        arguments.add(Long.toString(waiting.size() + lease.wanted(waiting.size(), redis.instances())));
        arguments.add(Long.toString(back));
        arguments.add(Long.toString(limit.maxRequests()));
        arguments.add(Integer.toString(WindowScript.BUCKETS));
        arguments.add(Long.toString(SlidingWindow.widthMicros(limit.windowMicros(), WindowScript.BUCKETS)));
        if (memoryLost || indebted) {
            long[] ages = (memoryLost ? admitted : debts).byAge(nowMicros());
            for (int age = 0; age < ages.length; age++) {
                if (ages[age] > 0) {
                    arguments.add(Integer.toString(age));
                    arguments.add(Long.toString(ages[age]));
                }
            }
        }
        return new Call(waiting.size(), back, runId, now, arguments);
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
                givenBack += call.givenBack();
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
        admitted.take(nowMicros(), reply.granted(), Long.MAX_VALUE);
        Decision refused = new Decision.Refused(reply.retryAfter());
        for (int i = 0; i < call.waiting(); i++) {
            CompletableFuture<Decision> one = waiting.remove();
            Decision decision = i < reply.granted() ? Decision.Admitted.INSTANCE : refused;
            decided.add(() -> one.complete(decision));
        }
        if (reply.granted() > call.waiting()) {
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
            decided.add(() -> one.complete(Decision.Admitted.INSTANCE));
        }
    }

    private Decision withoutRedis() {
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
        return Decision.Admitted.INSTANCE;
    }

    private long nowMicros() {
        return nanoTime.getAsLong() / 1_000;
    }
}
