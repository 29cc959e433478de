package io.sluice.app;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.journal.JournalFiles;
import io.sluice.core.journal.JournalRepair;
import io.sluice.core.journal.RepairPlan;
import io.sluice.core.journal.SegmentReport;
import io.sluice.core.journal.SegmentReport.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice journal verify}: whether every record checks out, and {@code --repair} to make it so. */
@Command(
        name = "verify",
        description = {
            "Checks every record of the journal and of the dead letters, and says in plain words what is wrong and what to do.",
            "With --repair it keeps every readable record, writes what it set aside next to the journal, and first makes a copy of every"
                    + " file that it changes."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice journal verify --data ./data",
            "Example: sluice journal verify --data ./data --repair    (the gateway must be stopped)",
            "Exit codes: 0 sound (a torn tail is: the next start cuts it) or repaired; 1 no journal there, or no room for the copy;"
                    + " 2 wrong usage; 4 damaged, or in use by a gateway."
        })
final class JournalVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(
            names = "--repair",
            description =
                    "Repairs what is damaged. Without it nothing is changed, and verify says what a repair would do.")
    private boolean repair;

    private final FileDisk disk = new FileDisk();

    @Override
    public Integer call() throws IOException, CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        boolean sound = look(out, data.journal());
        if (Files.isDirectory(data.deadLetters())) {
            sound &= look(out, data.deadLetters());
        }
        out.flush();
        return sound ? ExitCode.OK : ExitCode.JOURNAL;
    }

    private boolean look(PrintWriter out, Path directory) throws IOException, CommandFailure {
        return repair ? repair(out, directory) : verify(out, directory);
    }

    private boolean verify(PrintWriter out, Path directory) throws IOException {
        List<SegmentReport> segments = new JournalFiles(directory, disk).verify();
        boolean damaged = segments.stream().anyMatch(segment -> segment.finding() instanceof Finding.Damaged);
        for (SegmentReport segment : segments) {
            if (!(segment.finding() instanceof Finding.Sound)) {
                out.println(segment.file() + ": " + inWords(segment.finding()));
            }
        }
        if (damaged) {
            sayWhatToDo(out, directory);
        } else {
            out.println(sound(directory, segments));
        }
        return !damaged;
    }

    private static String sound(Path directory, List<SegmentReport> segments) {
        long records = segments.stream().mapToLong(SegmentReport::records).sum();
        long missing = segments.stream().mapToLong(SegmentReport::missing).sum();
        return "%s is sound: %,d records in %d segments, every checksum matches.%s"
                .formatted(
                        directory,
                        records,
                        segments.size(),
                        missing == 0
                                ? ""
                                : " Missing since a repair: %s (sluice journal cat shows which)."
                                        .formatted(RepairWords.count(missing, "record")));
    }

    /** A gateway may run and change the files meanwhile: then the plan fails, which is said and harms nothing. */
    private void sayWhatToDo(PrintWriter out, Path directory) {
        out.printf("%s is damaged. A gateway refuses to start on it. Nothing was changed.%n", directory);
        try {
            RepairPlan plan = JournalRepair.plan(directory, disk, knownIds(directory));
            RepairWords.wouldDo(out, plan);
            RepairWords.next(out, data.folder());
        } catch (IOException unplanned) {
            out.println("What a repair would do cannot be said: " + unplanned.getMessage() + ".");
        }
    }

    private boolean repair(PrintWriter out, Path directory) throws IOException, CommandFailure {
        if (!Files.isDirectory(directory)) {
            throw new IOException("there is no journal in " + directory + "; name the data folder with --data");
        }
        try (JournalRepair repairing = claim(directory)) {
            Optional<JournalRepair.Done> done =
                    repairing.run(knownIds(directory), new ProgressLines(out, directory, System::nanoTime));
            done.ifPresent(what -> RepairWords.done(out, what));
            return verify(out, directory);
        }
    }

    private JournalRepair claim(Path directory) throws CommandFailure {
        try {
            return JournalRepair.open(directory, disk, InstantSource.system());
        } catch (IOException taken) {
            throw new CommandFailure(
                    ExitCode.JOURNAL,
                    "sluice: " + taken.getMessage()
                            + ".\nA journal can be repaired only while no gateway has it: stop the `sluice serve`"
                            + " that runs with --data " + data.folder()
                            + ", and run this again. Nothing was changed.");
        }
    }

    /** The cursors name the journal that they belong to, should no segment do so any more. Dead letters have none. */
    private List<UUID> knownIds(Path directory) {
        return directory.equals(data.journal()) ? MentionedJournals.in(data.cursors()) : List.of();
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
