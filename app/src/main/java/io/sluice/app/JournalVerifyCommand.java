package io.sluice.app;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.journal.JournalFiles;
import io.sluice.core.journal.SegmentReport;
import io.sluice.core.journal.SegmentReport.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice journal verify}: whether every record checks out. */
@Command(
        name = "verify",
        description =
                "Checks every record of the journal and of the dead letters, and says in plain words what is wrong.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice journal verify --data ./data",
            "Exit codes: 0 sound (a torn tail is: the next start cuts it); 1 no journal there; 2 wrong usage; 4 damaged."
        })
final class JournalVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean sound = verify(out, data.journal());
        if (Files.isDirectory(data.deadLetters())) {
            sound &= verify(out, data.deadLetters());
        }
        out.flush();
        return sound ? ExitCode.OK : ExitCode.JOURNAL;
    }

    private static boolean verify(PrintWriter out, Path directory) throws IOException {
        List<SegmentReport> segments = new JournalFiles(directory, new FileDisk()).verify();
        boolean sound = true;
        for (SegmentReport segment : segments) {
            boolean damaged = segment.finding() instanceof Finding.Damaged;
            if (!(segment.finding() instanceof Finding.Sound)) {
                out.println(segment.file() + ": " + inWords(segment.finding()));
            }
            sound &= !damaged;
        }
        long records = segments.stream().mapToLong(SegmentReport::records).sum();
        if (sound) {
            out.printf(
                    "%s is sound: %,d records in %d segments, every checksum matches.%n",
                    directory, records, segments.size());
        } else {
            out.printf(
                    "%s is damaged: %,d records are readable. A gateway refuses to start on it. Restore the named segments from a copy,"
                            + " or move the folder away to start with an empty one and keep it for what is readable"
                            + " (sluice journal cat).%n",
                    directory, records);
        }
        return sound;
    }

    static String inWords(Finding finding) {
        return switch (finding) {
            case Finding.Sound _ -> "sound";
            case Finding.TornTail torn ->
                "unfinished write of " + torn.bytes() + " bytes at byte " + torn.offset()
                        + " (being written now, or cut at the next start; no acknowledged event is in it)";
            case Finding.Damaged damaged -> "damaged at byte " + damaged.offset() + ": " + damaged.reason();
        };
    }
}
