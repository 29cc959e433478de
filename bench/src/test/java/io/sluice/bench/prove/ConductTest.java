package io.sluice.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A proof finds every way to misbehave while faults come and go. */
class ConductTest {
    private static final Digest BODY = Digest.of("x".getBytes(StandardCharsets.US_ASCII));
    private final Findings findings = new Findings();
    private final Conduct conduct = new Conduct(findings);

    private static Attempt attempt(long sent, long ended, int status) {
        return new Attempt(0, 0, sent, ended, status, Optional.of(new EventId(sent, ended)), BODY);
    }

    private Finding.Verdict verdict(Invariant invariant) {
        return findings.all().stream()
                .filter(finding -> finding.invariant() == invariant)
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @Test
    void finds_an_acknowledgement_while_the_disk_stored_nothing() {
        conduct.acknowledgesNothingWhileBroken(List.of(attempt(150, 180, 200)), Map.of(0, List.of(new Span(100, 200))));
        assertThat(verdict(Invariant.NO_2XX_WHILE_BROKEN)).isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void what_was_sent_before_or_answered_after_the_disk_was_broken_may_be_acknowledged() {
        conduct.acknowledgesNothingWhileBroken(
                List.of(attempt(90, 110, 200), attempt(190, 210, 200), attempt(120, 130, 503)),
                Map.of(0, List.of(new Span(100, 200))));
        assertThat(verdict(Invariant.NO_2XX_WHILE_BROKEN)).isEqualTo(Finding.Verdict.HELD);
    }

    @Test
    void finds_a_step_after_which_something_stayed_unwell() {
        conduct.heals(List.of(new StepOutcome(
                "x", 0, 1, 0, 0, 0, OptionalDouble.empty(), List.of("gateway-1 acknowledges nothing"))));
        assertThat(verdict(Invariant.SELF_HEALS)).isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void finds_a_gateway_that_holds_too_much_memory() {
        conduct.staysWithin(100, Map.of("gateway-1", 101L), 1);
        assertThat(verdict(Invariant.MEMORY_BOUNDED)).isEqualTo(Finding.Verdict.BROKEN);
    }

    private static List<Attempt> accepted(int count) {
        long step = Duration.ofMillis(10).toNanos();
        return new ArrayList<>(LongStream.range(0, count)
                .mapToObj(n -> attempt(n * step, n * step + 1, 200))
                .toList());
    }

    private static final List<Span> NEVER = List.of();
    private static final List<Span> IN_THE_BEGINNING = List.of(new Span(0, 1));

    @Test
    void finds_a_window_with_more_than_the_limit() {
        conduct.keepsLimit(accepted(Site.LIMIT + 1), NEVER, NEVER, IN_THE_BEGINNING);
        assertThat(verdict(Invariant.LIMITS_HOLD)).isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void finds_it_beside_a_request_that_took_longer_than_a_window() {
        List<Attempt> accepted = accepted(Site.LIMIT + 1);
        accepted.add(attempt(5, Site.LIMIT_WINDOW.toNanos() + 7, 200));
        conduct.keepsLimit(accepted, NEVER, NEVER, NEVER);
        assertThat(verdict(Invariant.LIMITS_HOLD)).isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void a_full_window_is_allowed() {
        conduct.keepsLimit(accepted(Site.LIMIT), NEVER, NEVER, NEVER);
        assertThat(verdict(Invariant.LIMITS_HOLD)).isEqualTo(Finding.Verdict.HELD);
    }

    @Test
    void without_Redis_each_may_let_pass_its_share_beside() {
        conduct.keepsLimit(accepted(Site.LIMIT_WITHOUT_REDIS), IN_THE_BEGINNING, NEVER, NEVER);
        conduct.keepsLimit(accepted(Site.LIMIT_WITHOUT_REDIS), NEVER, IN_THE_BEGINNING, NEVER);
        assertThat(verdict(Invariant.LIMITS_HOLD)).isEqualTo(Finding.Verdict.HELD);
    }

    @Test
    void finds_a_window_without_Redis_with_more_than_the_limit_and_the_shares() {
        conduct.keepsLimit(accepted(Site.LIMIT_WITHOUT_REDIS + 1), IN_THE_BEGINNING, NEVER, NEVER);
        assertThat(verdict(Invariant.LIMITS_HOLD)).isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void a_window_that_begins_after_Redis_was_missed_must_hold_the_limit() {
        List<Attempt> early = accepted(1);
        long later = Duration.ofSeconds(6).toNanos();
        for (int i = 0; i <= Site.LIMIT; i++) {
            early.add(attempt(later + i, later + i + 1, 200));
        }
        conduct.keepsLimit(early, IN_THE_BEGINNING, IN_THE_BEGINNING, NEVER);
        assertThat(verdict(Invariant.LIMITS_HOLD)).isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void a_gateway_that_was_started_again_without_Redis_is_not_put_to_the_test() {
        conduct.keepsLimit(accepted(Site.LIMIT_WITHOUT_REDIS + 1), IN_THE_BEGINNING, NEVER, IN_THE_BEGINNING);
        assertThat(verdict(Invariant.LIMITS_HOLD)).isEqualTo(Finding.Verdict.NOT_EXERCISED);
    }

    @Test
    void a_gateway_says_how_often_it_decided_without_Redis() throws Exception {
        assertThat(RedisMissed.read("# HELP x\nsluice_rate_limit_without_redis_total 3.0\ny 4\n"))
                .isEqualTo(3);
    }
}
