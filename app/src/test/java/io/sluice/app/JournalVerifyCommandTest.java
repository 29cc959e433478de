package io.sluice.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A damaged journal as its operator meets it: what is wrong, what to do, and what the repair has done. */
class JournalVerifyCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path segment;

    @BeforeEach
    void write_a_journal_of_ten_events_in_some_segments() throws IOException {
        try (Journal journal = open()) {
            for (int i = 1; i <= 10; i++) {
                append(journal, "event " + i);
            }
        }
        segment = segments().get(1);
    }

    private Journal open() throws IOException {
        return Journal.open(
                folder.resolve("journal"),
                JournalOptions.defaults("test").withSegmentBytes(400),
                new FileDisk(),
                InstantSource.system());
    }

    private static void append(Journal journal, String body) {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        Event event =
                new Event(new EventId(1, body.hashCode()), "orders", "", 1, "", "", List.of(), body.getBytes(UTF_8));
        journal.append(RecordType.EVENT, EventCodec.body(event), new AppendListener() {
            @Override
            public void committed(long sequence, long timeMicros) {
                committed.complete(sequence);
            }

            @Override
            public void refused(Refusal refusal) {
                committed.completeExceptionally(new AssertionError("refused: " + refusal));
            }
        });
        committed.join();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> beside(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("journal." + kind))
                    .toList();
        }
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] all = Stream.concat(
                        Stream.of("journal"),
                        Stream.concat(Arrays.stream(arguments), Stream.of("--data", folder.toString())))
                .toArray(String[]::new);
        return Main.run(command, Map.of(), all);
    }

    /** Changes a byte in the payload of the segment's first record. */
    private byte[] damage() throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        bytes[36 + 29 + 5] ^= 1;
        Files.write(segment, bytes);
        return bytes;
    }

    @Test
    void a_sound_journal_is_said_to_be_and_stays_as_it_is_even_with_repair() throws IOException {
        assertThat(run("verify")).isZero();
        assertThat(run("verify", "--repair")).isZero();
        assertThat(out.toString()).contains("is sound: 10 records");
        assertThat(beside("")).isEmpty();
    }

    @Test
    void damage_is_told_with_segment_offset_records_and_the_command_that_mends_it() throws IOException {
        byte[] before = damage();

        assertThat(run("verify")).isEqualTo(ExitCode.JOURNAL);
        String first = segment.getFileName().toString().replaceFirst("^0+", "").replace(".seg", "");
        assertThat(out.toString())
                .contains(segment.toString(), "damaged at byte 36: a record's checksum does not match")
                .contains("9 records are readable", "missing: record " + first)
                .contains("Lost 1: record " + first + ".")
                .contains("sluice journal verify --data " + folder + " --repair");
        assertThat(Files.readAllBytes(segment)).isEqualTo(before);
        assertThat(beside("")).isEmpty();
    }

    @Test
    void a_repair_keeps_the_rest_and_says_where_the_copy_is() throws IOException {
        byte[] before = damage();

        assertThat(run("verify", "--repair")).isZero();
        Path copy = beside("before-repair-").getFirst();
        Path setAside = beside("set-aside-").getFirst();
        assertThat(out.toString())
                .contains("kept 9 records, set aside", "in 1 place.", copy.toString(), setAside.toString())
                .contains("is sound: 9 records", "Missing since a repair: 1 record ");
        assertThat(copy.resolve(segment.getFileName())).hasBinaryContent(before);
        assertThat(setAside.resolve("report.json")).content().contains("\"repair\":\"done\"");
        assertThat(run("verify")).isZero();
        try (Journal journal = open()) {
            assertThat(journal.committedSequence()).isEqualTo(10);
        }
    }

    @Test
    void cat_shows_the_events_and_what_is_missing() throws IOException {
        damage();
        run("verify", "--repair");
        out.getBuffer().setLength(0);

        assertThat(run("cat")).isZero();
        assertThat(out.toString().lines()).hasSize(10);
        assertThat(out.toString()).contains("\"missing_from\":", "\"payload\":\"event 10\"");
    }

    @Test
    void a_journal_that_a_gateway_has_is_refused_with_whom_to_stop() throws IOException {
        byte[] before = damage();
        try (AutoCloseable gateway =
                new FileDisk().lock(folder.resolve("journal").resolve("lock"))) {
            assertThat(gateway).isNotNull();
            assertThat(run("verify", "--repair")).isEqualTo(ExitCode.JOURNAL);
        } catch (Exception unlocking) {
            throw new IOException(unlocking);
        }
        assertThat(err.toString())
                .contains("in use by another process (number "
                        + ProcessHandle.current().pid())
                .contains("stop the `sluice serve`", "Nothing was changed");
        assertThat(Files.readAllBytes(segment)).isEqualTo(before);
    }

    @Test
    void a_folder_without_a_journal_is_said_to_have_none() {
        assertThat(Main.run(commandLine(), Map.of(), "journal", "verify", "--repair", "--data", folder + "/none"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("there is no journal in", "--data");
    }

    private CommandLine commandLine() {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err, true));
        return command;
    }

    @Test
    void a_journal_whose_every_head_is_unreadable_is_known_by_its_cursors() throws IOException {
        String id;
        try (Journal journal = open()) {
            id = journal.ref().id();
        }
        Files.createDirectories(folder.resolve("cursors"));
        Files.writeString(folder.resolve("cursors").resolve("event-log"), "SLS1....1 " + id + " 3 3");
        for (Path file : segments()) {
            byte[] bytes = Files.readAllBytes(file);
            Arrays.fill(bytes, 0, 36, (byte) 0);
            Files.write(file, bytes);
        }

        assertThat(run("verify", "--repair")).isZero();
        assertThat(out.toString()).contains("kept 10 records", "No record is lost");
    }
}
