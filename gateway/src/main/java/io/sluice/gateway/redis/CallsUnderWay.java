package io.sluice.gateway.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The calls of one connection that wait for their replies, which come in the order of the calls. Not thread-safe. */
final class CallsUnderWay {
    private static final class Call {
        final long deadlineAwakeNanos;
        final Consumer<Object> reply;
        final int expected;
        final List<Object> replies;

        Call(long deadlineAwakeNanos, int expected, Consumer<Object> reply) {
            this.deadlineAwakeNanos = deadlineAwakeNanos;
            this.expected = expected;
            this.reply = reply;
            this.replies = expected == 1 ? List.of() : new ArrayList<>(expected);
        }
    }

    private final Deque<Call> calls = new ArrayDeque<>();

    /**
     * Another call.
     *
     * @param deadline in awake nanoseconds
     * @param expected how many replies belong to it, at least one
     * @param reply gets the reply, a list of them where several are expected, or a {@link RedisAway}
     */
    void add(long deadline, int expected, Consumer<Object> reply) {
        calls.add(new Call(deadline, expected, reply));
    }

    /** The next reply. */
    void replied(Object value) {
        Call call = calls.peek();
        if (call == null) {
            return;
        }
        if (call.expected == 1) {
            calls.remove();
            call.reply.accept(value);
            return;
        }
        call.replies.add(value);
        if (call.replies.size() == call.expected) {
            calls.remove();
            call.reply.accept(call.replies);
        }
    }

    /** Whether one waits for longer than it may. */
    boolean overdue(long awakeNanos) {
        Call oldest = calls.peek();
        return oldest != null && awakeNanos - oldest.deadlineAwakeNanos >= 0;
    }

    /** The connection is gone: no more replies will come. */
    void giveUp(RedisAway why) {
        List<Call> orphans = List.copyOf(calls);
        calls.clear();
        orphans.forEach(call -> call.reply.accept(why));
    }
}
