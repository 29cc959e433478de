package io.sluice.gateway.guard.idempotency;

import static io.sluice.gateway.redis.RedisLinks.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Taken;
import io.sluice.gateway.redis.FaultyLink;
import io.sluice.gateway.redis.RedisLinks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * Two instances, one real Redis, and whatever may happen between them: compared with what both know together. No claim is so old here that
 * it ends by itself.
 */
final class FirstEventsUnderFaultsIT {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    static final int KEYS = 3;
    private static RedisLinks links;
    private static int run;

    private int number;
    private List<FaultyLink> faulty;
    private List<SharedFirstEvents> instances;
    /** Claims that are neither kept nor given back. */
    private final Map<String, Deque<Taken>> open = new HashMap<>();
    /** The ids of the events that are on disk. */
    private final Map<String, Set<String>> stored = new HashMap<>();

    private int ids;

    @BeforeContainer
    static void startRedis() {
        links = RedisLinks.of(2);
    }

    /** All tries share one object, and one Redis: each has names of its own. */
    @BeforeTry
    void beginAnew() {
        number = run++;
        faulty = List.of(new FaultyLink(links.get(0)), new FaultyLink(links.get(1)));
        instances = List.of(instance(0), instance(1));
        open.clear();
        stored.clear();
    }

    @AfterContainer
    static void stopRedis() {
        links.close();
    }

    private SharedFirstEvents instance(int which) {
        return SharedFirstEvents.on(faulty.get(which), "run-" + number + "-" + which, System::nanoTime);
    }

    /** What is done to a key at an instance, or to its link. */
    enum Deed {
        CLAIM,
        CLAIM_AGAIN,
        KEEP,
        GIVE_BACK,
        LOSE_ANSWERS,
        LOSE_CALLS,
        LOSE_NOTHING
    }

    /** What fails has waited for long: it is not tried again in simpler forms. */
    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void nobody_is_told_of_an_event_that_is_not_on_disk_and_no_key_stays_taken_without_one(
            @ForAll @Size(max = 40) List<Deed> deeds,
            @ForAll @Size(40) List<@IntRange(max = 2 * KEYS - 1) Integer> places) {
        for (int i = 0; i < deeds.size(); i++) {
            step(deeds.get(i), places.get(i) % 2, key(places.get(i) / 2));
        }
        faulty.forEach(link -> link.now(FaultyLink.Fault.NONE));
        open.values().stream().flatMap(Collection::stream).forEach(Taken::giveBack);
        open.clear();
        for (int key = 0; key < KEYS; key++) {
            endsWell(key(key));
        }
    }

    private String key(int key) {
        return "run-" + number + "-" + key;
    }

    private void step(Deed deed, int instance, String key) {
        switch (deed) {
            case CLAIM, CLAIM_AGAIN -> claim(instance, key);
            case KEEP -> end(key, true);
            case GIVE_BACK -> end(key, false);
            case LOSE_ANSWERS -> faulty.get(instance).now(FaultyLink.Fault.ANSWERS_LOST);
            case LOSE_CALLS -> faulty.get(instance).now(FaultyLink.Fault.CALLS_LOST);
            case LOSE_NOTHING -> faulty.get(instance).now(FaultyLink.Fault.NONE);
        }
    }

    private void claim(int instance, String key) {
        switch (instances.get(instance).claim(key, WINDOW).join()) {
            case Earlier.Nothing(Taken claim) -> {
                assertThat(stored).doesNotContainKey(key);
                assertThat(open.getOrDefault(key, new ArrayDeque<>())).isEmpty();
                open.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(claim);
            }
            case Earlier.Stored(String id) -> assertThat(stored.get(key)).contains(id);
            case Earlier.Underway _, Earlier.Unknown _ -> {
                // Its sender comes again.
            }
        }
    }

    private void end(String key, boolean keep) {
        Taken claim = open.getOrDefault(key, new ArrayDeque<>()).poll();
        if (claim == null) {
            return;
        }
        if (keep) {
            String id = "id-" + ids++;
            stored.computeIfAbsent(key, _ -> new HashSet<>()).add(id);
            claim.keep(id);
        } else {
            claim.giveBack();
        }
    }

    /** Whatever was lost, the next calls make up for it. One that failed while this began leaves that to one more. */
    private void endsWell(String key) {
        await(() -> {
            for (SharedFirstEvents instance : instances) {
                var _ = instance.claim("other-than-" + key + ids++, WINDOW).join();
            }
            return hasEndedWell(key);
        });
    }

    private boolean hasEndedWell(String key) {
        return switch (instances.getFirst().claim(key, WINDOW).join()) {
            case Earlier.Nothing _ -> {
                assertThat(stored).doesNotContainKey(key);
                yield true;
            }
            case Earlier.Stored(String id) -> {
                assertThat(stored.get(key)).contains(id);
                yield true;
            }
            case Earlier.Underway _, Earlier.Unknown _ -> false;
        };
    }
}
