package io.sluice.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.EventId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proof finds every way to break the promise. Two events are acknowledged and everywhere; each test takes something away. */
class ReconciliationTest {
    private static final EventId FIRST = new EventId(1L << 16, 1);
    private static final EventId SECOND = new EventId(2L << 16, 2);
    private static final Digest ONE = Digest.of("one".getBytes(StandardCharsets.US_ASCII));
    private static final Digest TWO = Digest.of("two".getBytes(StandardCharsets.US_ASCII));

    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<EventId, JournalContents.Kept> journal = new HashMap<>();
    private final List<String> unsound = new ArrayList<>();
    private final Map<EventId, EventLogRows.Logged> logged = new HashMap<>();
    private final Map<String, Set<Digest>> received = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();

    @BeforeEach
    void everythingIsWell() {
        store(FIRST, ONE, 1);
        store(SECOND, TWO, 2);
        attempts.add(new Attempt(0, 0, 10, 20, 200, Optional.of(FIRST), ONE));
        attempts.add(new Attempt(0, 0, 30, 40, 200, Optional.of(SECOND), TWO));
        counts.put("/stats", 2L);
    }

    private void store(EventId id, Digest body, long sequence) {
        journal.put(id, new JournalContents.Kept("orders", body, sequence, 1));
        logged.put(id, new EventLogRows.Logged("orders", body, "gateway-1", sequence, 1));
        received.put(id.toString(), new HashSet<>(Set.of(body)));
    }

    private List<Finding> judge() {
        Findings findings = new Findings();
        new Reconciliation(
                        new Evidence(
                                attempts,
                                List.of(new JournalContents(journal, unsound)),
                                logged,
                                new Receiver.Received(received, received.size()),
                                counts,
                                2,
                                0),
                        findings)
                .judge();
        return findings.all();
    }

    private List<Invariant> broken() {
        return judge().stream()
                .filter(finding -> finding.verdict() == Finding.Verdict.BROKEN)
                .map(Finding::invariant)
                .toList();
    }

    @Test
    void finds_nothing_when_all_is_well() {
        assertThat(broken()).isEmpty();
        assertThat(judge().stream().filter(finding -> finding.invariant() == Invariant.BYTES_EQUAL))
                .extracting(Finding::exercised)
                .containsExactly(6L);
    }

    @Test
    void an_invariant_that_nothing_put_to_the_test_is_not_said_to_have_held() {
        assertThat(judge().stream().filter(finding -> finding.invariant() == Invariant.REFUSED_IS_REFUSED))
                .extracting(Finding::verdict)
                .containsExactly(Finding.Verdict.NOT_EXERCISED);
    }

    @Test
    void finds_an_acknowledged_event_that_is_not_in_the_event_log() {
        logged.remove(SECOND);
        assertThat(broken()).containsExactly(Invariant.NO_LOSS);
    }

    @Test
    void finds_an_acknowledged_event_that_is_not_in_the_journal() {
        journal.remove(SECOND);
        logged.remove(SECOND);
        assertThat(broken()).containsExactly(Invariant.NO_LOSS);
    }

    @Test
    void finds_an_acknowledged_event_that_did_not_reach_the_receiver() {
        received.remove(FIRST.toString());
        assertThat(broken()).containsExactly(Invariant.NO_LOSS);
    }

    @Test
    void finds_an_event_that_was_stored_without_an_answer_and_not_logged() {
        journal.put(new EventId(3L << 16, 3), new JournalContents.Kept("orders", ONE, 3, 1));
        assertThat(broken()).containsExactly(Invariant.NO_LOSS);
    }

    @Test
    void finds_an_unsound_journal() {
        unsound.add("a record's checksum does not match");
        assertThat(broken()).containsExactly(Invariant.NO_LOSS);
    }

    @Test
    void finds_an_event_with_two_rows() {
        logged.put(FIRST, new EventLogRows.Logged("orders", ONE, "gateway-1", 1, 2));
        assertThat(broken()).containsExactly(Invariant.NO_DOUBLE);
    }

    @Test
    void finds_a_row_that_comes_from_no_journal() {
        logged.put(new EventId(9L << 16, 9), new EventLogRows.Logged("orders", ONE, "gateway-1", 9, 1));
        assertThat(broken()).containsExactly(Invariant.NO_DOUBLE);
    }

    @Test
    void finds_two_requests_with_one_id() {
        attempts.add(new Attempt(0, 1, 30, 40, 200, Optional.of(FIRST), ONE));
        assertThat(broken()).contains(Invariant.NO_DOUBLE);
    }

    @Test
    void a_repeated_delivery_is_allowed_and_a_changed_one_is_not() {
        received.get(FIRST.toString()).add(TWO);
        assertThat(broken()).containsExactly(Invariant.BYTES_EQUAL);
    }

    @Test
    void finds_changed_bytes_in_the_event_log() {
        logged.put(FIRST, new EventLogRows.Logged("orders", TWO, "gateway-1", 1, 1));
        assertThat(broken()).containsExactly(Invariant.BYTES_EQUAL);
    }

    @Test
    void finds_events_of_one_sender_in_the_wrong_order() {
        store(FIRST, ONE, 2);
        store(SECOND, TWO, 1);
        assertThat(broken()).containsExactly(Invariant.ORDER_PER_INSTANCE);
    }

    @Test
    void finds_a_refused_body_that_was_stored() {
        attempts.add(new Attempt(0, 1, 50, 60, 503, Optional.empty(), ONE));
        assertThat(broken()).containsExactly(Invariant.REFUSED_IS_REFUSED);
    }

    @Test
    void finds_a_total_that_is_wrong() {
        counts.put("analytics", 3L);
        assertThat(broken()).containsExactly(Invariant.COUNTS_AGREE);
    }
}
