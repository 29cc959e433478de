package io.sluice.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.SecretMatch;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.replay.Claim;
import io.sluice.gateway.guard.replay.LocalSeen;
import io.sluice.gateway.guard.replay.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every guard keeps to. A guard's test says what its settings are, which request is right and what can be wrong with one:
 *
 * <pre>{@code
 * final class HeaderAuthContractTest extends GuardContract {
 *     protected GuardFactory factory(Surroundings around) { return new HeaderAuthFactory(around); }
 *     protected String settings() { return "{\"header_auth\": {\"api_key\": \"k3y\"}}"; }
 *     …
 * }
 * }</pre>
 */
public abstract class GuardContract {
    /** When everything happens, as long as nothing else is said. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    protected final Standing clock = new Standing(NOW);

    protected abstract GuardFactory factory(Surroundings around);

    /** A webhook's section with the guard's key, as JSON. */
    protected abstract String settings();

    /** The secrets in the settings, which nothing may show. */
    protected abstract List<String> secrets();

    protected abstract TestRequest right();

    /** Requests that are to be refused, by what is wrong with them: wrong, missing, malformed, repeated, expired, … */
    protected abstract Map<String, TestRequest> wrong();

    /** Requests each of which differs from the right one in one byte that is proven: all of them are to be refused. */
    protected abstract Stream<TestRequest> mutations();

    /** The settings with two secrets, the second of which is the right one; empty when the guard has none. */
    protected abstract String rotated();

    /** Whether a request is taken once. */
    protected boolean takesOnce() {
        return false;
    }

    /** The status of a refusal. */
    protected int status() {
        return 401;
    }

    private Configured configured() {
        return Configured.from(factory(clock.surroundings()), settings());
    }

    @Test
    void the_right_request_passes() {
        configured().acceptance(right());
    }

    @TestFactory
    Stream<DynamicTest> a_request_that_is_not_right_is_refused() {
        return wrong().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    Verdict.Reject refusal = configured().refusal(entry.getValue());
                    assertThat(refusal.status()).isEqualTo(status());
                    assertThat(refusal.cause()).as("what the operator reads").isNotEmpty();
                    assertThat(refusal.cause() + refusal.detail() + refusal.headers())
                            .doesNotContain(secrets());
                }));
    }

    @Test
    void the_sender_hears_the_same_whatever_is_wrong() {
        Set<String> details = wrong().values().stream()
                .map(request -> configured().refusal(request).detail())
                .collect(Collectors.toSet());
        assertThat(details).hasSize(1);
    }

    @Test
    void a_wrong_request_does_not_keep_the_right_one_out() {
        Configured guard = configured();
        wrong().values().forEach(guard::refusal);
        guard.acceptance(right());
    }

    @Test
    void no_request_that_differs_in_one_byte_passes() {
        Configured guard = configured();
        List<TestRequest> mutations = mutations().toList();
        assertThat(mutations).isNotEmpty();
        for (TestRequest mutation : mutations) {
            assertThat(guard.judge(mutation)).as(mutation.toString()).isNotInstanceOf(Verdict.Accept.class);
        }
    }

    @Test
    void any_of_several_secrets_matches_and_says_which_one_it_was() {
        if (!rotated().isEmpty()) {
            Configured guard = Configured.from(factory(clock.surroundings()), rotated());
            assertThat(guard.acceptance(right()).matches())
                    .extracting(SecretMatch::secret)
                    .containsExactly("1");
        }
        assertThat(configured().acceptance(right()).matches())
                .as("with one secret there is nothing to tell")
                .isEmpty();
    }

    @Test
    void nothing_that_is_shown_holds_a_secret() {
        Configured guard = configured();
        assertThat(guard.plan().describe() + guard.plan() + guard.guard()).doesNotContain(secrets());
    }

    @Test
    void a_request_is_taken_once_by_all_instances_where_it_carries_a_time_or_a_nonce() {
        LocalSeen shared = new LocalSeen(100, () -> 0);
        Configured one = Configured.from(factory(clock.surroundings(shared)), settings());
        Configured other = Configured.from(factory(clock.surroundings(shared)), settings());
        Verdict.Accept accepted = one.acceptance(right());
        if (!takesOnce()) {
            other.acceptance(right());
            return;
        }
        assertThat(one.refusal(right()).cause()).contains("replay");
        assertThat(other.refusal(right()).cause()).contains("replay");

        accepted.taken().forEach(Taken::giveBack);
        other.acceptance(right());
    }

    @Test
    void what_cannot_be_known_while_redis_is_away_is_neither_yes_nor_no() {
        Seen away = (_, _) -> CompletableFuture.completedFuture(new Claim.Unknown());
        Configured guard = Configured.from(factory(clock.surroundings(away)), settings());
        if (takesOnce()) {
            assertThat(guard.judge(right())).isInstanceOf(Verdict.Unavailable.class);
        } else {
            guard.acceptance(right());
        }
    }
}
