package io.sluice.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.disk.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What anyone who appends to a journal or reads it may rely on, on the real disk. */
class JournalTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.000001Z");

    @TempDir
    Path data;

    private final Answers answers = new Answers();

    private Journal open(JournalOptions options) throws IOException {
        return Journal.open(data.resolve("journal"), options, new FileDisk(), InstantSource.fixed(NOON));
    }

    private Journal open() throws IOException {
        return open(JournalOptions.defaults("webhook-1"));
    }

    @Test
    void sequences_begin_with_one_and_follow_the_order_of_appends() throws IOException {
        try (Journal journal = open()) {
            assertThat(journal.committedSequence()).isZero();
            for (int i = 1; i <= 500; i++) {
                answers.append(journal, ("event " + i).getBytes(UTF_8));
            }
            for (int i = 1; i <= 500; i++) {
                assertThat(answers.all().get(i - 1).sequence()).isEqualTo(i);
            }
            List<JournalRecord> records = Records.of(journal, 1);
            assertThat(records).hasSize(500);
            assertThat(records.get(41)).satisfies(record -> {
                assertThat(record.sequence()).isEqualTo(42);
                assertThat(record.type()).isEqualTo(RecordType.EVENT);
                assertThat(record.timeMicros()).isEqualTo(NOON.getEpochSecond() * 1_000_000 + 1);
                assertThat(new String(Records.payload(record), UTF_8)).isEqualTo("event 42");
            });
        }
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was_and_is_still_the_same_journal() throws IOException {
        String id;
        try (Journal journal = open()) {
            id = journal.ref().id();
            assertThat(answers.append(journal, new byte[] {1}).sequence()).isEqualTo(1);
        }
        try (Journal journal = open()) {
            assertThat(journal.ref().id()).isEqualTo(id);
            assertThat(journal.ref().instance()).isEqualTo("webhook-1");
            assertThat(journal.committedSequence()).isEqualTo(1);
            assertThat(answers.append(journal, new byte[] {2}).sequence()).isEqualTo(2);
            assertThat(Records.payloads(Records.of(journal, 1))).containsExactly(new byte[] {1}, new byte[] {2});
        }
    }

    @Test
    void a_second_process_may_not_open_it_and_is_told_what_to_do() throws IOException {
        try (Journal journal = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("in use");
            assertThat(answers.append(journal, new byte[1]).isCommitted()).isTrue();
        }
        open().close();
    }

    @Test
    void payloads_carry_credentials_so_only_the_owner_may_read_the_files() throws IOException {
        open().close();
        try (Journal journal = open()) {
            assertThat(answers.append(journal, new byte[1]).isCommitted()).isTrue();
        }
        Path folder = data.resolve("journal");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void records_from_nothing_to_megabytes_come_back_as_they_were_over_many_segments() throws IOException {
        Random random = new Random(4);
        try (Journal journal = open(JournalOptions.defaults("i").withSegmentBytes(100_000))) {
            for (int size : new int[] {0, 1, 99_999, 262_144, 262_143, 3, 5_000_000, 0, 70_000, 70_000, 70_000}) {
                byte[] payload = new byte[size];
                random.nextBytes(payload);
                assertThat(answers.append(journal, payload).isCommitted()).isTrue();
            }
            assertThat(journal.measures().segments()).isGreaterThan(4);
            assertThat(Records.payloads(Records.of(journal, 1)))
                    .usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(
                            answers.all().stream().map(Answers.Answer::payload).toList());
            assertThat(Records.of(journal, 9).getFirst().sequence()).isEqualTo(9);
        }
    }

    @Test
    void a_reader_waits_for_the_next_commit() throws Exception {
        try (Journal journal = open();
                JournalReader reader = journal.read(1)) {
            assertThat(reader.next()).isEmpty();
            assertThat(reader.next(Duration.ofMillis(1))).isEmpty();
            CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return reader.next(Duration.ofSeconds(20)).orElseThrow().sequence();
                } catch (IOException | InterruptedException failed) {
                    throw new AssertionError(failed);
                }
            });
            answers.append(journal, new byte[1]);
            assertThat(waiting.get()).isEqualTo(1);
        }
    }

    @Test
    void a_body_that_breaks_its_word_is_refused_and_hurts_no_other_record() throws IOException {
        try (Journal journal = open()) {
            answers.append(journal, new byte[] {1});
            assertThatThrownBy(() ->
                            journal.append(RecordType.EVENT, writing(10, 9), answers.append(journal, new byte[] {2})))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> journal.append(
                            RecordType.EVENT, writing(-1, 0), answers.all().getLast()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.append(
                            RecordType.EVENT, writing(1 << 30, 0), answers.all().getLast()))
                    .isInstanceOf(IllegalArgumentException.class);
            answers.append(journal, new byte[] {3});
            answers.all().forEach(answer -> assertThat(answer.isCommitted()).isTrue());
            assertThat(Records.payloads(Records.of(journal, 1)))
                    .containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3});
        }
    }

    private static RecordBody writing(int announced, int written) {
        return new RecordBody() {
            @Override
            public int size() {
                return announced;
            }

            @Override
            public void writeTo(ByteBuffer target) {
                target.put(new byte[written]);
            }
        };
    }

    @Test
    void a_listener_that_throws_does_not_keep_others_from_their_answer() throws IOException {
        try (Journal journal = open()) {
            journal.append(RecordType.EVENT, Answers.body(new byte[1]), new AppendListener() {
                @Override
                public void committed(long sequence, long timeMicros) {
                    throw new IllegalStateException("careless");
                }

                @Override
                public void refused(Refusal refusal) {
                    throw new AssertionError(refusal);
                }
            });
            assertThat(answers.append(journal, new byte[1]).sequence()).isEqualTo(2);
            assertThat(answers.append(journal, new byte[1]).sequence()).isEqualTo(3);
        }
    }

    @Test
    void an_observer_that_throws_refuses_nothing() throws IOException {
        CommitObserver careless = (records, bytes, writeNanos, fsyncNanos) -> {
            throw new IllegalStateException("careless");
        };
        try (Journal journal = open(JournalOptions.defaults("i").withObserver(careless))) {
            assertThat(answers.append(journal, new byte[1]).sequence()).isEqualTo(1);
            assertThat(answers.append(journal, new byte[1]).sequence()).isEqualTo(2);
            assertThat(journal.measures().refused())
                    .allSatisfy((reason, count) -> assertThat(count).isZero());
        }
    }

    @Test
    void closing_writes_what_is_queued_and_refuses_what_comes_later() throws IOException {
        Journal journal = open();
        for (int i = 0; i < 1_000; i++) {
            answers.append(journal, new byte[100]);
        }
        journal.close();
        assertThat(answers.all()).allMatch(Answers.Answer::isGiven).allMatch(Answers.Answer::isCommitted);
        assertThat(answers.append(journal, new byte[1]).refusal()).isEqualTo(Refusal.CLOSED);
        assertThat(journal.state()).isInstanceOf(JournalState.Closed.class);
        journal.close(); // a second time changes nothing
        assertThat(new JournalFiles(data.resolve("journal"), new FileDisk()).verify())
                .hasSize(1)
                .allMatch(report -> report.records() == 1_000)
                .allMatch(report -> report.finding() instanceof SegmentReport.Finding.Sound);
    }

    @Test
    void every_group_commit_is_observed() throws IOException {
        List<Integer> groups = Collections.synchronizedList(new ArrayList<>());
        CommitObserver observer = (records, bytes, writeNanos, fsyncNanos) -> groups.add(records);
        try (Journal journal = open(JournalOptions.defaults("i").withObserver(observer))) {
            for (int i = 0; i < 200; i++) {
                answers.append(journal, new byte[10]);
            }
        }
        assertThat(groups.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
    }
}
