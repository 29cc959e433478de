package io.sluice.app;

import io.sluice.core.store.Rows;
import io.sluice.gateway.recorded.Released;
import io.sluice.gateway.recorded.Released.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of each request that a command was about, to be printed. */
final class Decisions {
    private static final List<String> COLUMNS = List.of("id", "webhook_id", "outcome", "why");

    private final List<List<Object>> rows = new ArrayList<>();
    private int done;

    void add(Released released) {
        if (released.outcome() == Outcome.ACCEPTED || released.outcome() == Outcome.DELETED) {
            done++;
        }
        rows.add(List.of(
                released.id().toString(),
                released.webhook(),
                released.outcome().name().toLowerCase(Locale.ROOT),
                released.why()));
    }

    /** Prints them and returns the exit code. */
    int print(PrintWriter out, PrintWriter err, RowFormat format, String word) {
        format.print(out, new Rows(COLUMNS, rows));
        out.flush();
        int left = rows.size() - done;
        err.println(done + " " + word + (left == 0 ? "" : ", " + left + " not"));
        err.flush();
        return left == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
