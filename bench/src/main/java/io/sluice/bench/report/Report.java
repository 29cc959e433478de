package io.sluice.bench.report;

import io.sluice.bench.check.LogOutcome;
import io.sluice.bench.check.StatsOutcome;
import io.sluice.bench.load.LoadPlan;
import io.sluice.bench.load.LoadResult;
import java.util.Locale;

/** Everything a load test has found out. */
public record Report(LoadPlan plan, LoadResult result, StatsOutcome stats, LogOutcome log, Machine machine) {

    /** What the load was, in one line. */
    public String describeLoad() {
        String pace = plan.rate().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "open loop, %,.0f requests per second",
                        plan.rate().getAsDouble())
                : "closed loop";
        String size = plan.total().isPresent()
                ? String.format(Locale.ROOT, "%,d requests", plan.total().getAsLong())
                : String.format(Locale.ROOT, "%s s", plan.duration().toMillis() / 1000.0);
        return String.format(
                Locale.ROOT,
                "%s, %s, %,d connections, payload %s",
                size,
                pace,
                plan.concurrency(),
                plan.payload().describe());
    }
}
