package io.sluice.gateway.guard.replay;

import io.sluice.gateway.redis.Commands;
import io.sluice.gateway.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One call to Redis: claims that end, keys that were found taken, claims to make, in this order. Not thread-safe.
 *
 * <p>A claim that is young still stands, so it is exchanged by a plain {@code SET}, without a look at what is there. Were that wrong, because
 * this machine slept between the look at its clock and the command, then the key would have been claimed by another: its claim, or the text it
 * was exchanged for, gives way to this one's. Both texts are of events on disk, so either is a true answer, and the release of the other claim
 * finds that it is not its own any more. Whatever is older is exchanged, and every key freed, by a script that compares.
 */
final class Call {
    private static final int MOST = 1_000;
    private static final String SET = "SET";
    private static final String MILLIS = "PX";

    /** Of each key: the value of its claim; the value to exchange it for, or an empty one; the milliseconds to remember that. */
    private static final Script COMPARE = Script.of("""
            for i = 1, #KEYS do
              local claim, text, millis = ARGV[3 * i - 2], ARGV[3 * i - 1], ARGV[3 * i]
              local value = redis.pcall('GET', KEYS[i])
              if text == '' then
                if value == claim then
                  redis.call('DEL', KEYS[i])
                end
              elseif not value or type(value) == 'string' and string.sub(value, 1, 2) == 'p:' then
                redis.call('SET', KEYS[i], text, 'PX', millis)
              end
            end
            return #KEYS
            """);

    private final KeySpace space;
    private final List<End> compared = new ArrayList<>();
    private final List<End> exchanged = new ArrayList<>();
    private final List<Wanted> asked = new ArrayList<>();
    private final List<Wanted> claims = new ArrayList<>();

    Call(KeySpace space) {
        this.space = space;
    }

    /** Takes what waits, within bounds. */
    void take(Deque<End> ends, Deque<Wanted> asking, Deque<Wanted> waiting, long nowNanos) {
        for (int i = 0; i < MOST && !ends.isEmpty(); i++) {
            End end = ends.remove();
            (end.frees() || !end.claim().isYoung(nowNanos) ? compared : exchanged).add(end);
        }
        for (int i = 0; i < MOST && !asking.isEmpty(); i++) {
            asked.add(asking.remove());
        }
        for (int i = 0; i < MOST && !waiting.isEmpty(); i++) {
            Wanted claim = waiting.remove();
            claim.sent(nowNanos);
            claims.add(claim);
        }
    }

    /** All of it in Redis's words. */
    Commands commands() {
        Commands commands = new Commands();
        if (!compared.isEmpty()) {
            compare(commands);
        }
        for (End end : exchanged) {
            commands.add(SET, space.key(end.claim()), KeySpace.exchanged(end.text()), MILLIS, millis(end.ttl()));
        }
        for (Wanted claim : asked) {
            commands.add("GET", space.key(claim));
        }
        for (Wanted claim : claims) {
            commands.add(SET, space.key(claim), space.claimed(claim), "NX", MILLIS, millis(claim.ttl()));
        }
        return commands;
    }

    private void compare(Commands commands) {
        List<String> keys = new ArrayList<>(compared.size());
        List<String> arguments = new ArrayList<>(3 * compared.size());
        for (End end : compared) {
            keys.add(space.key(end.claim()));
            arguments.add(space.claimed(end.claim()));
            arguments.add(end.frees() ? "" : KeySpace.exchanged(end.text()));
            arguments.add(millis(end.ttl()));
        }
        commands.add(COMPARE, keys, arguments);
    }

    private static String millis(Duration ttl) {
        return Long.toString(Math.max(1, ttl.toMillis()));
    }

    /** What ended, when the call has failed and has to be made again. */
    List<End> ends() {
        List<End> all = new ArrayList<>(compared);
        all.addAll(exchanged);
        return all;
    }

    List<Wanted> asked() {
        return asked;
    }

    List<Wanted> claims() {
        return claims;
    }

    /** The claims that were made. */
    void forEachMine(List<String> replies, Consumer<Wanted> action) {
        forEachClaim(replies, true, action);
    }

    /** Those whose key another has. */
    void forEachTaken(List<String> replies, Consumer<Wanted> action) {
        forEachClaim(replies, false, action);
    }

    private void forEachClaim(List<String> replies, boolean made, Consumer<Wanted> action) {
        int first = firstAsked() + asked.size();
        for (int i = 0; i < claims.size(); i++) {
            // SET answers OK, or nothing when NX kept it from writing.
            if (replies.get(first + i).isEmpty() != made) {
                action.accept(claims.get(i));
            }
        }
    }

    /** What those have that were found taken. */
    void forEachOthers(List<String> replies, BiConsumer<Wanted, String> action) {
        for (int i = 0; i < asked.size(); i++) {
            String value = replies.get(firstAsked() + i);
            if (!value.isEmpty()) {
                action.accept(asked.get(i), KeySpace.text(value));
            }
        }
    }

    /** Those that were found taken and are free by now. */
    void forEachGone(List<String> replies, Consumer<Wanted> action) {
        for (int i = 0; i < asked.size(); i++) {
            if (replies.get(firstAsked() + i).isEmpty()) {
                action.accept(asked.get(i));
            }
        }
    }

    private int firstAsked() {
        return (compared.isEmpty() ? 0 : 1) + exchanged.size();
    }
}
