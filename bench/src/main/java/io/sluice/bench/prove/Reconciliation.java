package io.sluice.bench.prove;

import io.sluice.core.event.EventId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Holds what the senders saw against what the journals, the event log and the receiver have. */
final class Reconciliation {
    private final Evidence evidence;
    private final Findings findings;

    Reconciliation(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    void judge() {
        acknowledged();
        stored();
        refused();
        order();
        counts();
    }

    /** Every promise, looked up in every place. */
    private void acknowledged() {
        long promises = 0;
        long digests = 0;
        Set<EventId> seen = new HashSet<>();
        for (Attempt attempt : evidence.attempts()) {
            if (!attempt.acknowledged()) {
                continue;
            }
            promises++;
            if (attempt.id().isEmpty()) {
                findings.violated(Invariant.NO_LOSS, "a 200 came without an X-Event-Id");
                continue;
            }
            EventId id = attempt.id().get();
            if (!seen.add(id)) {
                findings.violated(Invariant.NO_DOUBLE, id + " was given to two requests");
            }
            digests += lookUp(id, attempt);
        }
        findings.exercised(Invariant.NO_LOSS, promises, "acknowledged events looked up");
        findings.exercised(Invariant.BYTES_EQUAL, digests, "digests compared");
    }

    /** Looks one up; says how many digests were compared. */
    private int lookUp(EventId id, Attempt attempt) {
        int compared = 0;
        JournalContents.Kept kept =
                evidence.journals().get(attempt.instance()).events().get(id);
        if (kept == null) {
            findings.violated(Invariant.NO_LOSS, id + " is not in the journal of gateway-" + (attempt.instance() + 1));
        } else {
            compared += same(id, "the journal", attempt.body(), kept.body());
        }
        EventLogRows.Logged logged = evidence.logged().get(id);
        if (logged == null) {
            findings.violated(Invariant.NO_LOSS, id + " is not in the event log");
        } else {
            compared += same(id, "the event log", attempt.body(), logged.body());
        }
        Set<Digest> received = evidence.received().byId().get(id.toString());
        if (received == null) {
            findings.violated(Invariant.NO_LOSS, id + " did not reach the receiver");
        } else {
            for (Digest body : received) {
                compared += same(id, "the receiver", attempt.body(), body);
            }
        }
        return compared;
    }

    private int same(EventId id, String where, Digest sent, Digest found) {
        if (!sent.equals(found)) {
            findings.violated(Invariant.BYTES_EQUAL, id + " has other bytes in " + where);
        }
        return 1;
    }

    /** What is in the journals and the event log, whether it was acknowledged or not. */
    private void stored() {
        long records = 0;
        for (JournalContents journal : evidence.journals()) {
            journal.findings().forEach(finding -> findings.violated(Invariant.NO_LOSS, "journal: " + finding));
            for (Map.Entry<EventId, JournalContents.Kept> event :
                    journal.events().entrySet()) {
                records += event.getValue().records();
                if (event.getValue().records() > 1) {
                    findings.violated(Invariant.NO_DOUBLE, event.getKey() + " is in a journal twice");
                }
                if (!evidence.logged().containsKey(event.getKey())) {
                    findings.violated(Invariant.NO_LOSS, event.getKey() + " is in a journal and not in the event log");
                }
            }
        }
        long rows = 0;
        for (Map.Entry<EventId, EventLogRows.Logged> event : evidence.logged().entrySet()) {
            rows += event.getValue().rows();
            if (event.getValue().rows() > 1) {
                findings.violated(
                        Invariant.NO_DOUBLE,
                        event.getKey() + " has " + event.getValue().rows() + " rows in the event log");
            }
            boolean kept = evidence.journals().stream()
                    .anyMatch(journal -> journal.events().containsKey(event.getKey()));
            if (!kept) {
                findings.violated(Invariant.NO_DOUBLE, event.getKey() + " is in the event log and in no journal");
            }
        }
        findings.exercised(Invariant.NO_DOUBLE, rows, "rows of the event log");
        findings.exercised(Invariant.NO_DOUBLE, records, "journal records");
    }

    /** No body is sent twice, so a refused one that is in a journal was stored in spite of the refusal. */
    private void refused() {
        Set<Digest> stored = new HashSet<>();
        evidence.journals().forEach(journal -> journal.events().values().forEach(kept -> stored.add(kept.body())));
        long refusals = 0;
        for (Attempt attempt : evidence.attempts()) {
            if (attempt.status() == 503) {
                refusals++;
                if (stored.contains(attempt.body())) {
                    findings.violated(
                            Invariant.REFUSED_IS_REFUSED, "a body answered with 503 is stored: " + attempt.body());
                }
            }
        }
        findings.exercised(Invariant.REFUSED_IS_REFUSED, refusals, "answers 503");
    }

    private void order() {
        Map<Integer, Long> last = new HashMap<>();
        long compared = 0;
        for (Attempt attempt : evidence.attempts()) {
            JournalContents.Kept kept = attempt.id()
                    .map(id ->
                            evidence.journals().get(attempt.instance()).events().get(id))
                    .orElse(null);
            if (kept == null) {
                continue;
            }
            Long before = last.put(attempt.sender(), kept.sequence());
            compared++;
            if (before != null && before >= kept.sequence()) {
                findings.violated(
                        Invariant.ORDER_PER_INSTANCE,
                        "sender " + attempt.sender() + ": " + kept.sequence() + " came after " + before);
            }
            EventLogRows.Logged logged = evidence.logged().get(attempt.id().orElseThrow());
            if (logged != null && logged.sequence() != kept.sequence()) {
                findings.violated(
                        Invariant.ORDER_PER_INSTANCE,
                        attempt.id().orElseThrow() + " is " + kept.sequence() + " in the journal and "
                                + logged.sequence() + " in the event log");
            }
        }
        findings.exercised(Invariant.ORDER_PER_INSTANCE, compared, "events in their senders' order");
    }

    private void counts() {
        evidence.counts().forEach((who, total) -> {
            if (total != evidence.countsLogged()) {
                findings.violated(
                        Invariant.COUNTS_AGREE,
                        who + " shows %,d, the event log has %,d".formatted(total, evidence.countsLogged()));
            }
        });
        findings.exercised(Invariant.COUNTS_AGREE, evidence.counts().size(), "totals compared");
        findings.exercised(Invariant.NO_2XX_WHILE_BROKEN, evidence.failedCalls(), "calls to the disk made to fail");
    }
}
