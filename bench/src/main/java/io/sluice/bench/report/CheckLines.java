package io.sluice.bench.report;

import io.sluice.bench.check.LogOutcome;
import io.sluice.bench.check.StatsOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The outcome of the checks in sentences. */
final class CheckLines {
    private CheckLines() {}

    static String stats(StatsOutcome outcome) {
        return switch (outcome) {
            case StatsOutcome.NotChecked not -> "/stats: not checked, " + not.reason();
            case StatsOutcome.Checked checked -> {
                String whose = checked.perInstance() ? " (sum over the instances)" : "";
                long more = checked.counted() - checked.acknowledged();
                if (more == 0) {
                    yield String.format(Locale.ROOT, "/stats: agrees, %,d counted%s", checked.counted(), whose);
                }
                yield more > 0
                        ? String.format(
                                Locale.ROOT,
                                "/stats: agrees, %,d counted%s, %,d more than acknowledged (answers that were lost, or other senders)",
                                checked.counted(),
                                whose,
                                more)
                        : String.format(
                                Locale.ROOT,
                                "/stats: DIFFERS, %,d counted%s of %,d acknowledged",
                                checked.counted(),
                                whose,
                                checked.acknowledged());
            }
        };
    }

    static List<String> log(LogOutcome outcome, long withoutId) {
        List<String> lines = new ArrayList<>();
        switch (outcome) {
            case LogOutcome.NotChecked not -> lines.add("event log: not checked, " + not.reason());
            case LogOutcome.Unreachable away ->
                lines.add("event log: NOT CHECKED, it could not be asked: " + away.cause());
            case LogOutcome.Checked checked -> {
                lines.add(
                        checked.agrees()
                                ? String.format(
                                        Locale.ROOT,
                                        "event log: agrees, each of %,d acknowledged events is there exactly once",
                                        checked.acknowledged())
                                : String.format(
                                        Locale.ROOT,
                                        "event log: DIFFERS, of %,d acknowledged events %,d are missing and %,d are there more than once",
                                        checked.acknowledged(),
                                        checked.missing(),
                                        checked.doubled()));
                if (checked.repeated() > 0) {
                    lines.add(String.format(
                            Locale.ROOT, "  %,d answers gave an id that another answer had given", checked.repeated()));
                }
                if (checked.unknown() > 0) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "  %,d further rows of that time were not acknowledged here (answers that were lost, or other senders)",
                            checked.unknown()));
                }
                checked.visibleAfter()
                        .ifPresent(after -> lines.add(String.format(
                                Locale.ROOT,
                                "  last row visible %.2f s after the last answer",
                                after.toNanos() / 1e9)));
                checked.examples().forEach(id -> lines.add("  for example " + id));
            }
        }
        if (withoutId > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %,d successful answers carried no X-Event-Id and could not be looked up",
                    withoutId));
        }
        return lines;
    }
}
