package io.sluice.gateway.accept;

import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.GuardFactory.Phase;
import io.sluice.core.stats.Stats;
import io.sluice.gateway.options.Limits;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import io.sluice.gateway.quarantine.QuarantineFolder;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import io.sluice.gateway.recorded.Released;
import io.sluice.gateway.recorded.Released.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Lets requests in that stand in the quarantine, when the present configuration accepts them as of the time at which they came. Each
 * becomes an event with the id that it got when it was refused, and leaves the quarantine when the journal has it on disk. What is on its
 * way is written down before, so that after a crash the journal is asked which of it arrived, and nothing is let in twice.
 *
 * <p>Blocks; one retry or deletion at a time.
 */
public final class Readmission {
    /** All but how many may come: that asks about now, and its tokens belong to those who send now. */
    private static final Set<Phase> ASKED = Set.copyOf(EnumSet.complementOf(EnumSet.of(Phase.LIMIT)));

    private static final int MOST_TOGETHER = 64;
    private static final long MOST_BYTES_TOGETHER = 8L << 20;
    /** The journal answers each append within its own time-out; this is for a journal that does not. */
    private static final long LONGEST_APPEND_SECONDS = 60;

    private final QuarantineFolder folder;
    private final WebhookTable table;
    private final Limits limits;
    private final Journal journal;
    private final Stats stats;
    private final OnTheWay onTheWay;
    private final Consumer<Released> observer;
    /** What was appended last. */
    private List<Append> unanswered = List.of();

    /** @param observer hears of all that was decided about requests */
    public Readmission(
            QuarantineFolder folder,
            WebhookTable table,
            Limits limits,
            Journal journal,
            Stats stats,
            Consumer<Released> observer) {
        this.folder = folder;
        this.table = table;
        this.limits = limits;
        this.journal = journal;
        this.stats = stats;
        this.onTheWay = new OnTheWay(folder, journal);
        this.observer = observer;
    }

    /** Who hears what becomes of each request. */
    @FunctionalInterface
    public interface Report {
        /** @throws IOException when nobody listens any more: what is not decided yet stays as it is */
        void tell(Released released) throws IOException;
    }

    /**
     * Finishes what a crash interrupted: takes out of the quarantine what the journal has.
     *
     * @throws IOException when that cannot be found out
     */
    public synchronized void settle() throws IOException {
        if (unanswered.stream().anyMatch(append -> !append.outcome.isDone())) {
            throw new IOException(
                    "the journal has not said yet what became of an earlier retry; try again when the disk answers");
        }
        onTheWay.settle();
    }

    /**
     * Judges requests again and lets in those that pass; the others stay.
     *
     * @throws IOException when the quarantine cannot be read or written, or nobody listens to the report any more
     * @throws InterruptedException when interrupted; what was decided is decided
     */
    public synchronized void retry(List<Place> places, Report report) throws IOException, InterruptedException {
        settle();
        List<Passed> passed = new ArrayList<>();
        try {
            long bytes = 0;
            for (Place place : places) {
                Judged judged = judge(place);
                if (judged instanceof Stays stays
                        && stays.why().outcome() == Outcome.UNAVAILABLE
                        && !passed.isEmpty()) {
                    // It may wait for one that is not let in yet, such as the first of two with the same event.
                    letIn(passed, report);
                    bytes = 0;
                    judged = judge(place);
                }
                switch (judged) {
                    case Stays stays -> told(stays.why(), report);
                    case Passed one -> {
                        passed.add(one);
                        bytes += one.event().body().length;
                    }
                }
                if (passed.size() == MOST_TOGETHER || bytes >= MOST_BYTES_TOGETHER) {
                    letIn(passed, report);
                    bytes = 0;
                }
            }
            letIn(passed, report);
        } finally {
            passed.forEach(one -> one.found().giveBack());
        }
    }

    /** Deletes requests for good. */
    public synchronized void delete(List<Place> places, Report report) throws IOException {
        folder.delete(places);
        for (Place place : places) {
            told(new Released(place.id(), place.webhook(), Outcome.DELETED, ""), report);
        }
    }

    /** What is in the quarantine. */
    public QuarantineFolder folder() {
        return folder;
    }

    private sealed interface Judged {}

    private record Passed(Place place, Event event, Examination.Findings found) implements Judged {}

    private record Stays(Released why) implements Judged {}

    private Judged judge(Place place) throws InterruptedException {
        Optional<QuarantinedRequest> kept;
        try {
            kept = folder.read(place);
        } catch (IOException unreadable) {
            return new Stays(released(place, Outcome.UNREADABLE, unreadable.getMessage()));
        }
        if (kept.isEmpty()) {
            return new Stays(released(place, Outcome.ABSENT, "it is not in the quarantine any more"));
        }
        Optional<WebhookRoute> route = table.configured(place.webhook());
        if (route.isEmpty()) {
            String cure = "no webhook " + place.webhook() + " is configured; add it, or delete the request";
            return new Stays(released(place, Outcome.REFUSED, cure));
        }
        Examination.Findings found =
                new Examination(route.get(), limits).examine(kept.get().request(), ASKED);
        if (found.content().isPresent()) {
            return new Passed(place, event(kept.get(), found.content().get()), found);
        }
        found.giveBack();
        Examination.Step failed = found.failure().orElseThrow();
        return new Stays(released(
                place,
                failed.status() == 503 ? Outcome.UNAVAILABLE : Outcome.REFUSED,
                failed.guard() + ": " + failed.cause()));
    }

    private static Event event(QuarantinedRequest kept, Examination.Content content) {
        String type = content.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(header -> header.value())
                .findFirst()
                .orElse("");
        return new Event(
                kept.id(),
                kept.request().webhookId(),
                kept.request().namespace(),
                kept.request().receivedMicros(),
                content.source(),
                type,
                content.headers(),
                content.body());
    }

    /** Appends them together, so that they share the journal's syncs. The list is empty afterwards. */
    private void letIn(List<Passed> passed, Report report) throws IOException, InterruptedException {
        if (passed.isEmpty()) {
            return;
        }
        onTheWay.leave(passed.stream().map(one -> one.place().id()).toList());
        unanswered = passed.stream().map(this::append).toList();
        passed.clear();
        List<Place> arrived = new ArrayList<>();
        List<Released> outcomes = new ArrayList<>();
        boolean allKnown = true;
        for (Append append : unanswered) {
            Released outcome = append.await();
            allKnown &= outcome.outcome() != Outcome.UNKNOWN;
            outcomes.add(outcome);
            if (outcome.outcome() == Outcome.ACCEPTED) {
                arrived.add(append.passed.place());
            }
        }
        folder.delete(arrived);
        if (allKnown) {
            onTheWay.arrived();
        }
        for (Released outcome : outcomes) {
            told(outcome, report);
        }
    }

    private Append append(Passed passed) {
        Append append = new Append(passed);
        try {
            journal.append(RecordType.EVENT, EventCodec.body(passed.event()), append);
        } catch (RuntimeException unencodable) { // nothing was added, and the listener hears nothing
            append.outcome.complete(released(
                    passed.place(), Outcome.REFUSED, "it cannot be recorded: a header or the body is too long"));
        }
        return append;
    }

    /** One event on its way into the journal. */
    private final class Append implements AppendListener {
        final Passed passed;
        final CompletableFuture<Released> outcome = new CompletableFuture<>();

        Append(Passed passed) {
            this.passed = passed;
        }

        @Override
        public void committed(long sequence, long timeMicros) {
            stats.count(passed.event().qualifiedId(), sequence, timeMicros);
            outcome.complete(released(passed.place(), Outcome.ACCEPTED, ""));
        }

        @Override
        public void refused(Refusal refusal) {
            outcome.complete(released(
                    passed.place(),
                    Outcome.UNAVAILABLE,
                    "the journal does not take it at present: " + Admission.word(refusal)));
        }

        Released await() throws InterruptedException {
            Released released;
            try {
                released = outcome.get(LONGEST_APPEND_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException silent) {
                released = released(passed.place(), Outcome.UNKNOWN, "the journal does not answer; try again later");
            }
            if (released.outcome() == Outcome.ACCEPTED) {
                passed.found().keep(passed.place().id().toString());
            } else {
                passed.found().giveBack();
            }
            return released;
        }
    }

    private static Released released(Place place, Outcome outcome, String why) {
        return new Released(place.id(), place.webhook(), outcome, why);
    }

    private void told(Released released, Report report) throws IOException {
        observer.accept(released);
        report.tell(released);
    }

    /** @throws IllegalArgumentException if the text is no id */
    public Optional<Place> place(String id) {
        return folder.place(EventId.parse(id));
    }
}
