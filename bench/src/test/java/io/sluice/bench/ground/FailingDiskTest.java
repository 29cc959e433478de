package io.sluice.bench.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import io.sluice.core.disk.FileDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk that a gateway under proof writes to. */
class FailingDiskTest {
    @TempDir
    private Path folder;

    private Switches switches;
    private Disk disk;
    private Path path;

    @BeforeEach
    void open() {
        switches = Switches.open(folder.resolve("switches"));
        disk = new FailingDisk(new FileDisk(), switches);
        path = folder.resolve("file");
    }

    private static void write(DiskFile file, String text, long position) throws IOException {
        file.writeFully(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), position);
    }

    private static String read(DiskFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        file.readFully(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    @Test
    void what_was_not_synced_is_readable_and_not_on_the_disk() throws IOException {
        try (DiskFile file = disk.create(path)) {
            write(file, "hello", 0);

            assertThat(read(file)).isEqualTo("hello");
            assertThat(file.size()).isEqualTo(5);
            assertThat(path).isEmptyFile();
        }
        assertThat(path).isEmptyFile();
    }

    @Test
    void a_sync_brings_it_to_the_disk() throws IOException {
        try (DiskFile file = disk.create(path)) {
            write(file, "hello", 0);
            file.sync();

            assertThat(path).hasContent("hello");
        }
    }

    @Test
    void what_a_failed_sync_left_behind_no_later_sync_brings_to_the_disk() throws IOException {
        try (DiskFile file = disk.create(path)) {
            write(file, "lost", 0);
            switches.failingSyncs(1);
            assertThatThrownBy(file::sync).hasMessage("Input/output error");
            write(file, "kept", 4);
            file.sync();

            assertThat(read(file)).isEqualTo("lostkept");
            assertThat(Files.readAllBytes(path))
                    .startsWith(0, 0, 0, 0)
                    .endsWith("kept".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(switches.failedCalls()).isOne();
    }

    @Test
    void what_is_written_once_more_after_a_failed_sync_reaches_the_disk() throws IOException {
        try (DiskFile file = disk.create(path)) {
            write(file, "text", 0);
            switches.failingSyncs(1);
            assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
            write(file, "text", 0);
            file.sync();

            assertThat(path).hasContent("text");
        }
    }

    @Test
    void another_open_file_sees_the_same() throws IOException {
        try (DiskFile writing = disk.create(path);
                DiskFile reading = disk.openForReading(path)) {
            write(writing, "hello", 0);
            writing.truncate(4);

            assertThat(read(reading)).isEqualTo("hell");
        }
    }

    @Test
    void a_full_disk_takes_nothing_until_there_is_room_again() throws IOException {
        try (DiskFile file = disk.create(path)) {
            switches.full(true);
            assertThatThrownBy(() -> write(file, "x", 0)).hasMessage("No space left on device");
            assertThatThrownBy(() -> disk.create(folder.resolve("other"))).hasMessage("No space left on device");
            switches.full(false);
            write(file, "y", 0);
            file.sync();

            assertThat(path).hasContent("y");
        }
    }

    @Test
    void switches_are_seen_by_everybody_who_has_the_file_open() {
        Switches other = Switches.open(folder.resolve("switches"));
        other.failingSyncs(2);

        assertThat(switches.takeFailingSync()).isTrue();
        assertThat(other.takeFailingSync()).isTrue();
        assertThat(switches.takeFailingSync()).isFalse();
    }
}
