package io.sluice.app;

import io.sluice.core.journal.JournalRepair;
import io.sluice.core.journal.Piece;
import io.sluice.core.journal.RepairPlan;
import io.sluice.core.journal.SegmentChange;
import io.sluice.core.journal.SetAside;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A repair of the journal, before and after it, in plain words. */
final class RepairWords {
    /** A ruined journal can have thousands of places; the report has them all. */
    private static final int MOST_PLACES = 20;

    private RepairWords() {}

    /** What a repair would do, segment by segment. */
    static void wouldDo(PrintWriter out, RepairPlan plan) {
        out.println();
        out.printf("%,d records are readable. A repair would keep them all, and%n", plan.records());
        plan.changes().stream().limit(MOST_PLACES).forEach(change -> segment(out, change));
        int more = plan.changes().size() - MOST_PLACES;
        if (more > 0) {
            out.printf("  ... do the like with %,d more segments%n", more);
        }
        out.printf(
                "It would set aside %,d bytes in %s, and first copy %s (%,d bytes). It needs %,d free bytes.%n",
                plan.bytesSetAside(),
                count(plan.places(), "place"),
                count(plan.copied().size(), "file"),
                plan.bytesCopied(),
                plan.roomNeeded());
        out.println(lost(plan.lost()));
    }

    private static void segment(PrintWriter out, SegmentChange change) {
        switch (change.kind()) {
            case REWRITE ->
                out.printf(
                        "  write %s anew with %,d records (%s at byte %,d)%n",
                        change.file().getFileName(), change.records(), change.reason(), change.offset());
            case FILL -> out.printf("  make %s (%s)%n", change.file().getFileName(), change.reason());
            case REMOVE ->
                out.printf("  take %s out of the journal (%s)%n", change.file().getFileName(), change.reason());
        }
        if (!change.lost().isEmpty()) {
            out.println("      missing: " + numbers(change.lost()));
        }
        if (!change.setAside().isEmpty()) {
            out.println("      set aside: "
                    + change.setAside().stream()
                            .limit(MOST_PLACES)
                            .map(RepairWords::part)
                            .collect(Collectors.joining(", "))
                    + (change.setAside().size() > MOST_PLACES ? ", and more" : ""));
        }
    }

    private static String part(SetAside part) {
        return "%,d bytes at byte %,d".formatted(part.bytes(), part.offset());
    }

    private static String numbers(List<Piece.Lost> lost) {
        String numbers =
                lost.stream().limit(MOST_PLACES).map(RepairWords::number).collect(Collectors.joining(", "));
        return numbers + (lost.size() > MOST_PLACES ? ", and more" : "");
    }

    private static String number(Piece.Lost lost) {
        String most = lost.atMost() ? " at most" : "";
        return lost.first() == lost.last()
                ? "record " + lost.first() + most
                : "records " + lost.first() + " to " + lost.last() + most;
    }

    private static String lost(List<Piece.Lost> lost) {
        if (lost.isEmpty()) {
            return "No record is lost.";
        }
        long count =
                lost.stream().mapToLong(each -> each.last() - each.first() + 1).sum();
        boolean atMost = lost.stream().anyMatch(Piece.Lost::atMost);
        return "Lost%s %,d: %s. Their numbers stay unused; readers go past them."
                .formatted(atMost ? ", at most," : "", count, numbers(lost));
    }

    /** A number and what it counts, in the plural when it is not one. */
    static String count(long number, String what) {
        return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }

    /** What the operator does next. */
    static void next(PrintWriter out, Path data) {
        out.printf("""

                What to do:
                  1. Stop the gateway that runs with --data %1$s, if one does.
                  2. If you have a copy of the named segments that is as new as they are, put it in their place: nothing is lost then.
                     Otherwise run:  sluice journal verify --data %1$s --repair
                  3. Start the gateway.
                """, data);
    }

    /** What a repair has done. */
    static void done(PrintWriter out, JournalRepair.Done done) {
        RepairPlan plan = done.plan();
        out.printf(
                "Repaired %s: kept %,d records, set aside %,d bytes in %s.%n",
                plan.directory(), plan.records(), plan.bytesSetAside(), count(plan.places(), "place"));
        plan.changes().stream().limit(MOST_PLACES).forEach(change -> segment(out, change));
        out.println(lost(plan.lost()));
        out.println("Copy of the files as they were: " + done.copy());
        out.println("What was set aside, and report.json: " + done.setAside());
    }
}
