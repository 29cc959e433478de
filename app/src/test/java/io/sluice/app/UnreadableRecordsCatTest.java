package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.RecordBody;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code sluice journal cat} on records that cannot be read: said, and not shown, because nobody knows what in them is secret. */
class UnreadableRecordsCatTest {
    private static final byte[] GARBAGE = {1, 'h', 'u', 'n', 't', 'e', 'r', '2'};

    @TempDir
    private Path folder;

    private Journal journal(String name) throws IOException {
        return Journal.open(
                folder.resolve(name), JournalOptions.defaults("test"), new FileDisk(), InstantSource.system());
    }

    private String cat(String... more) {
        StringWriter out = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"journal", "cat", "--data", folder.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        assertThat(Main.run(command, Map.of(), arguments)).isZero();
        return out.toString();
    }

    @Test
    void an_event_that_cannot_be_read_is_named_and_not_shown() throws IOException {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        try (Journal journal = journal("journal")) {
            journal.append(
                    RecordType.EVENT,
                    new RecordBody() {
                        @Override
                        public int size() {
                            return GARBAGE.length;
                        }

                        @Override
                        public void writeTo(ByteBuffer target) {
                            target.put(GARBAGE);
                        }
                    },
                    new AppendListener() {
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
        assertThat(cat())
                .contains("\"sequence\":1", "\"unreadable\":", "\"bytes\":8")
                .doesNotContain("hunter2");
    }

    @Test
    void a_dead_letter_that_cannot_be_read_says_where_it_stood_and_why() throws IOException {
        try (Journal dead = journal("dead")) {
            assertThat(new DeadLetters(dead)
                            .addUnreadable("(event log)", "they end too early", 1, 17, GARBAGE)
                            .join())
                    .isTrue();
        }
        assertThat(cat("--dead"))
                .contains("\"journal_sequence\":17", "(event log)", "they end too early", "\"bytes\":8")
                .doesNotContain("hunter2");
    }
}
