package io.sluice.app;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.journal.JournalFiles;
import io.sluice.core.journal.SegmentReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice journal stat}: what is in the journal. */
@Command(
        name = "stat",
        description = "Says what is in the journal: segments, records, sizes, times.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: sluice journal stat --data ./data", ExitCode.FOOTER})
final class JournalStatCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        print(out, "journal", data.journal());
        if (Files.isDirectory(data.deadLetters())) {
            out.println();
            print(out, "dead letters", data.deadLetters());
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, String title, Path directory) throws IOException {
        List<SegmentReport> segments = new JournalFiles(directory, new FileDisk()).verify();
        long records = segments.stream().mapToLong(SegmentReport::records).sum();
        long bytes = segments.stream().mapToLong(SegmentReport::bytes).sum();
        out.printf(
                "%s in %s: %,d records in %d segments, %,d bytes%n", title, directory, records, segments.size(), bytes);
        if (segments.isEmpty()) {
            return;
        }
        out.printf(
                "%-26s %12s %14s %14s %12s  %-24s  %s%n",
                "SEGMENT", "RECORDS", "FIRST", "LAST", "BYTES", "WRITTEN", "STATE");
        for (SegmentReport segment : segments) {
            out.printf(
                    "%-26s %,12d %14d %14d %,12d  %-24s  %s%n",
                    segment.file().getFileName(),
                    segment.records(),
                    segment.firstSequence(),
                    segment.lastSequence(),
                    segment.bytes(),
                    segment.records() == 0 ? "-" : time(segment.lastMicros()),
                    JournalVerifyCommand.inWords(segment.finding()));
        }
    }

    private static String time(long micros) {
        return Instant.EPOCH
                .plus(micros, ChronoUnit.MICROS)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }
}
