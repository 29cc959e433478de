package io.sluice.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a garbage collection log ({@code -Xlog:gc}) how much a process has allocated. */
final class GcLog {
    /** {@code Pause Young (Allocation Failure) 61M->5M(92M) 1.234ms}. */
    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");

    private static final long MEBI = 1L << 20;

    private GcLog() {}

    /** A mark for {@link #allocatedSince}: the line of the last collection so far. */
    static int mark(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        int last = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (PAUSE.matcher(lines.get(i)).find()) {
                last = i;
            }
        }
        return last;
    }

    /** Bytes allocated between the collection at the mark and the last one; NaN when there was none since. */
    static double allocatedSince(Path log, int mark) throws IOException {
        return Files.exists(log)
                ? allocated(Files.readAllLines(log).stream().skip(mark).toList())
                : Double.NaN;
    }

    static double allocated(List<String> lines) {
        double sum = Double.NaN;
        long after = -1;
        for (String line : lines) {
            Matcher pause = PAUSE.matcher(line);
            if (!pause.find()) {
                continue;
            }
            if (after >= 0) {
                double more = (double) (Long.parseLong(pause.group(1)) - after) * MEBI;
                sum = Double.isNaN(sum) ? more : sum + more;
            }
            after = Long.parseLong(pause.group(2));
        }
        return sum;
    }
}
