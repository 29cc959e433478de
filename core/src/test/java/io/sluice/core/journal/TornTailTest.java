package io.sluice.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import io.sluice.core.journal.SegmentReport.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A crash at every byte of the last write, cut and garbled; and the same bytes hurt where a crash cannot have hurt them. */
class TornTailTest {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final JournalOptions OPTIONS =
            JournalOptions.defaults("test").withSegmentBytes(300);
    private static final byte[] FIRST = "first".getBytes(UTF_8);
    private static final byte[] SECOND = "second, a little longer".getBytes(UTF_8);
    private static final List<byte[]> THIRD =
            List.of("third a".getBytes(UTF_8), new byte[0], "third c".getBytes(UTF_8));
    private static final Path SEGMENT = FOLDER.resolve("00000000000000000001.seg");

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private Map<Path, byte[]> written;
    private int beforeLastWrite;

    /** Three acknowledged groups of one record each, then a group of three whose fsync never came back. */
    @BeforeEach
    void write_until_the_last_fsync_hangs() throws IOException {
        Answers answers = new Answers();
        try (Journal journal = open()) {
            assertThat(answers.append(journal, FIRST).sequence()).isEqualTo(1);
            assertThat(answers.append(journal, SECOND).sequence()).isEqualTo(2);
            disk.gate().shut(Call.WRITE);
            answers.append(journal, THIRD.get(0));
            disk.gate().awaitArrival();
            disk.gate().shut(Call.SYNC);
            disk.gate().awaitArrival();
            beforeLastWrite = disk.snapshot().get(SEGMENT).length;
            THIRD.forEach(payload -> answers.append(journal, payload));
            disk.gate().shut(Call.WRITE);
            disk.gate().awaitArrival();
            disk.gate().shut(Call.SYNC);
            disk.gate().awaitArrival();
            written = disk.snapshot();
            disk.gate().open();
        }
    }

    private Journal open() throws IOException {
        return Journal.open(FOLDER, OPTIONS, disk, InstantSource.system());
    }

    private List<byte[]> acknowledged() {
        return List.of(FIRST, SECOND, THIRD.get(0));
    }

    private static Map<Path, byte[]> with(Map<Path, byte[]> files, Path file, byte[] content) {
        Map<Path, byte[]> changed = new TreeMap<>(files);
        changed.put(file, content);
        return changed;
    }

    private void assertHolds(Journal journal, List<byte[]> atLeast, List<byte[]> atMost) throws IOException {
        List<byte[]> found = Records.payloads(Records.of(journal, 1));
        assertThat(found.size()).isBetween(atLeast.size(), atMost.size());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isEqualTo(atMost.get(i));
        }
    }

    private List<byte[]> everything() {
        return Stream.concat(acknowledged().stream(), THIRD.stream()).toList();
    }

    @Test
    void a_crash_that_cuts_the_last_write_at_any_byte_loses_nothing_acknowledged() throws IOException {
        byte[] whole = written.get(SEGMENT);
        for (int cut = beforeLastWrite; cut <= whole.length; cut++) {
            disk.load(with(written, SEGMENT, Arrays.copyOf(whole, cut)));
            try (Journal journal = open()) {
                assertHolds(journal, acknowledged(), everything());
                assertThat(journal.committedSequence() == 6).isEqualTo(cut == whole.length);
            }
        }
    }

    @Test
    void a_crash_that_garbles_any_byte_of_the_last_write_loses_nothing_acknowledged() throws IOException {
        byte[] whole = written.get(SEGMENT);
        for (int at = beforeLastWrite; at < whole.length; at++) {
            for (int flip : new int[] {1, 0x80, 0xFF}) {
                byte[] garbled = whole.clone();
                garbled[at] ^= (byte) flip;
                disk.load(with(written, SEGMENT, garbled));
                try (Journal journal = open()) {
                    assertHolds(journal, acknowledged(), everything());
                    assertThat(journal.committedSequence()).isLessThan(6);
                }
            }
        }
    }

    @Test
    void a_torn_tail_is_cut_and_every_byte_of_it_reported() throws IOException {
        for (int torn : new int[] {1, 20, 40}) {
            disk.load(with(written, SEGMENT, Arrays.copyOf(written.get(SEGMENT), beforeLastWrite + torn)));
            List<SegmentReport> before = new JournalFiles(FOLDER, disk).verify();
            long sound = before.getFirst().records() == 3 ? beforeLastWrite : beforeLastWrite + 36;
            long cut = beforeLastWrite + torn - sound;
            assertThat(before.getFirst().finding()).isEqualTo(new Finding.TornTail(sound, cut));
            try (Journal journal = open()) {
                assertThat(journal.measures().tornBytes()).isEqualTo(cut);
            }
            assertThat(new JournalFiles(FOLDER, disk).verify())
                    .allMatch(report -> report.finding() instanceof Finding.Sound);
        }
    }

    @Test
    void a_byte_that_was_safe_long_before_the_crash_is_damage_and_nothing_is_changed() throws IOException {
        for (int at = 0; at < beforeLastWrite; at++) { // a sound record of a later group follows
            byte[] hurt = written.get(SEGMENT).clone();
            hurt[at] ^= 0x10;
            assertRefused(with(written, SEGMENT, hurt), SEGMENT);
        }
    }

    @Test
    void damage_anywhere_in_an_older_segment_refuses_to_open_and_names_it() throws IOException {
        disk.load(written);
        try (Journal journal = open()) {
            Answers answers = new Answers();
            assertThat(answers.append(journal, new byte[200]).sequence()).isEqualTo(7);
        }
        Map<Path, byte[]> closed = disk.snapshot();
        assertThat(closed).hasSizeGreaterThan(1);
        for (int at = 0; at < closed.get(SEGMENT).length; at++) {
            byte[] hurt = closed.get(SEGMENT).clone();
            hurt[at] ^= 0x10;
            assertRefused(with(closed, SEGMENT, hurt), SEGMENT);
        }
        for (int length = 0; length < closed.get(SEGMENT).length; length++) {
            assertRefused(with(closed, SEGMENT, Arrays.copyOf(closed.get(SEGMENT), length)), SEGMENT);
        }
    }

    private void assertRefused(Map<Path, byte[]> files, Path named) throws IOException {
        disk.load(files);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining(named.toString())
                .hasMessageContaining("at byte")
                .hasMessageContaining("sluice journal verify");
        assertThat(disk.snapshot()).usingRecursiveComparison().isEqualTo(files);
        assertThat(new JournalFiles(FOLDER, disk).verify())
                .anyMatch(report -> report.finding() instanceof Finding.Damaged);
    }

    @Test
    void a_body_that_imitates_later_records_does_not_turn_a_torn_tail_into_damage() throws IOException {
        byte[] imitation = imitation();
        Answers answers = new Answers();
        disk.load(Map.of());
        try (Journal journal = open()) {
            assertThat(answers.append(journal, FIRST).sequence()).isEqualTo(1);
            disk.gate().shut(Call.SYNC);
            answers.append(journal, imitation);
            disk.gate().awaitArrival();
            written = disk.snapshot();
            disk.gate().open();
        }
        byte[] torn = written.get(SEGMENT);
        torn[torn.length - imitation.length - 5] ^= 1; // in the head of the record around it
        disk.load(with(written, SEGMENT, torn));
        try (Journal journal = open()) {
            assertHolds(journal, List.of(FIRST), List.of(FIRST));
        }
    }

    /** What a sender would make who knows the format, but not the journal's id. */
    private static byte[] imitation() {
        ByteBuffer record = ByteBuffer.allocate(RecordFormat.HEADER + 10);
        RecordFormat.begin(record, RecordType.EVENT, 10);
        RecordFormat.seal(record, new Checksum(new UUID(7, 7)), 0, 3, 1, 0);
        byte[] bytes = new byte[record.capacity() + 40];
        System.arraycopy(record.array(), 0, bytes, 20, record.capacity());
        return bytes;
    }
}
