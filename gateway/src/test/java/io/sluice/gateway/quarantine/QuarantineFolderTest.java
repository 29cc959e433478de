package io.sluice.gateway.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.config.QuarantineBounds;
import io.sluice.core.disk.FileDisk;
import io.sluice.gateway.quarantine.QuarantineFiles.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept on disk, and what has to go. */
class QuarantineFolderTest {
    private static final long PLENTY = 1L << 30;

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private QuarantineBounds bounds = QuarantineBounds.DEFAULT;

    private final QuarantineObserver observer = new QuarantineObserver() {
        @Override
        public void kept(String webhook) {
            told.add(webhook + " kept");
        }

        @Override
        public void dropped(String webhook, Dropped why) {
            told.add(webhook + " dropped " + why);
        }
    };

    @Test
    void givesBackAfterARestartWhatWasKept() throws IOException {
        QuarantinedRequest kept = Refused.of("orders", 3);
        try (QuarantineFolder before = open(PLENTY)) {
            before.keep(List.of(kept));
        }

        try (QuarantineFolder after = open(PLENTY)) {
            Place place = after.place(kept.id()).orElseThrow();
            QuarantinedRequest read = after.read(place).orElseThrow();

            assertThat(read).usingRecursiveComparison().isEqualTo(kept);
            assertThat(after.places(Optional.empty())).containsExactly(place);
            assertThat(after.count("orders")).isEqualTo(1);
        }
        assertThat(told).containsExactly("orders kept");
    }

    @Test
    void showsTheHeadsWithoutReadingTheBodies() throws IOException {
        QuarantinedRequest kept = Refused.of("orders", 70_000);
        try (QuarantineFolder writing = open(PLENTY)) {
            writing.keep(List.of(kept));

            KeptRequest head = files().readHead(files().places().getFirst()).orElseThrow();
            assertThat(head.bodyBytes()).isEqualTo(70_000);
            assertThat(head.request().cause()).isEqualTo("another secret");
            assertThat(head.request().request().body()).isEmpty();
        }
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        try (QuarantineFolder writing = open(PLENTY)) {
            writing.keep(List.of(Refused.of("orders", 3)));
        }
        Path file = files().file(files().places().getFirst());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void dropsTheOldestBeyondTheNumber() throws IOException {
        bounds = new QuarantineBounds(2, PLENTY, Duration.ofDays(1));
        List<QuarantinedRequest> three = of("orders", 3, 10);
        try (QuarantineFolder writing = open(PLENTY)) {
            writing.keep(three);

            assertThat(writing.places(Optional.empty()))
                    .extracting(Place::id)
                    .containsExactly(three.get(1).id(), three.get(2).id());
        }
        assertThat(told).contains("orders dropped COUNT");
    }

    @Test
    void dropsTheOldestBeyondTheBytesAndNeverTakesMore() throws IOException {
        bounds = new QuarantineBounds(1_000, 64 << 10, Duration.ofDays(1));
        try (QuarantineFolder writing = open(PLENTY)) {
            for (int i = 0; i < 20; i++) {
                writing.keep(of("orders", 1, 9_000));
                assertThat(writing.bytes()).isLessThanOrEqualTo(64 << 10);
            }
            assertThat(writing.count("orders")).isEqualTo(5);
            assertThat(sizeOnDisk()).isEqualTo(writing.bytes());
        }
        assertThat(told.stream().filter("orders dropped BYTES"::equals)).hasSize(15);
    }

    @Test
    void keepsNothingThatIsLargerThanAllMayBe() throws IOException {
        bounds = new QuarantineBounds(1_000, 64 << 10, Duration.ofDays(1));
        try (QuarantineFolder writing = open(PLENTY)) {
            writing.keep(of("orders", 1, 100));
            writing.keep(of("orders", 1, 100_000));

            assertThat(writing.count("orders")).isEqualTo(1);
        }
        assertThat(told).containsExactly("orders kept", "orders dropped BYTES");
    }

    @Test
    void takesRoomFromTheWebhookThatHasMost() throws IOException {
        try (QuarantineFolder writing = open(10 * 4096)) {
            writing.keep(of("quiet", 2, 10));
            writing.keep(of("flooded", 30, 10));

            assertThat(writing.count("quiet")).isEqualTo(2);
            assertThat(writing.count("flooded")).isEqualTo(8);
            assertThat(writing.bytes()).isLessThanOrEqualTo(10 * 4096);
        }
        assertThat(told).contains("flooded dropped TOTAL").doesNotContain("quiet dropped TOTAL");
    }

    @Test
    void dropsWhatIsTooOld() throws IOException {
        bounds = new QuarantineBounds(10, PLENTY, Duration.ofDays(7));
        try (QuarantineFolder writing = open(PLENTY)) {
            writing.keep(List.of(Refused.at(Refused.NOW.minus(Duration.ofDays(8)), "orders"), Refused.of("orders", 1)));
            writing.dropExpired(Refused.NOW);

            assertThat(writing.count("orders")).isEqualTo(1);
        }
        assertThat(told).contains("orders dropped AGE");
    }

    @Test
    void tellsADamagedFileByItsName() throws IOException {
        try (QuarantineFolder writing = open(PLENTY)) {
            writing.keep(of("orders", 1, 100));
            Place place = writing.places(Optional.empty()).getFirst();
            Path file = files().file(place);
            byte[] bytes = Files.readAllBytes(file);
            for (int at : new int[] {0, 5, 30, bytes.length - 1}) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= 1;
                Files.write(file, damaged);
                assertThatThrownBy(() -> writing.read(place))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void removesWhatACrashLeftUnfinishedAndLeavesAloneWhatIsNotItsOwn() throws IOException {
        Path requests = Files.createDirectories(folder.resolve("requests/orders"));
        Path unfinished =
                Files.writeString(requests.resolve(Refused.of("orders", 1).id() + ".new"), "half");
        Path other = Files.writeString(requests.resolve("notes.txt"), "mine");
        Path beside = Files.writeString(folder.resolve("requests/.DS_Store"), "mine");

        open(PLENTY).close();

        assertThat(unfinished).doesNotExist();
        assertThat(other).exists();
        assertThat(beside).exists();
        assertThat(files().places()).isEmpty();
    }

    @Test
    void deletesForGood() throws IOException {
        try (QuarantineFolder writing = open(PLENTY)) {
            writing.keep(of("orders", 2, 10));
            writing.delete(writing.places(Optional.of("orders")));
            writing.delete(List.of(new Place("orders", Refused.of("orders", 1).id())));

            assertThat(writing.bytes()).isZero();
            assertThat(files().places()).isEmpty();
        }
    }

    @Test
    void hasOneWriter() throws IOException {
        QuarantineFolder first = open(PLENTY);
        assertThatThrownBy(() -> open(PLENTY)).isInstanceOf(IOException.class).hasMessageContaining("in use");
        first.close();
        open(PLENTY).close();
    }

    private static List<QuarantinedRequest> of(String webhook, int count, int bodyBytes) {
        return IntStream.range(0, count)
                .mapToObj(_ -> Refused.of(webhook, bodyBytes))
                .toList();
    }

    private long sizeOnDisk() throws IOException {
        long size = 0;
        for (Place place : files().places()) {
            size += Math.ceilDiv(Files.size(files().file(place)), 4096L) * 4096;
        }
        return size;
    }

    private QuarantineFiles files() {
        return new QuarantineFiles(folder, new FileDisk());
    }

    private QuarantineFolder open(long mostBytes) throws IOException {
        return QuarantineFolder.open(files(), _ -> bounds, mostBytes, observer);
    }
}
