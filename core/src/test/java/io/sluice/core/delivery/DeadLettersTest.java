package io.sluice.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.FileDisk;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
    @TempDir
    private Path folder;

    @Test
    void a_name_too_long_for_its_length_is_cut_and_hurts_nothing_behind_it() throws IOException {
        try (Journal journal =
                Journal.open(folder, JournalOptions.defaults("test"), new FileDisk(), InstantSource.system())) {
            String name = "\uFFFD".repeat(255); // what 255 bytes of no UTF-8 read as
            byte[] bytes = {7, 8, 9};
            assertThat(new DeadLetters(journal)
                            .addUnreadable(name, "because", 1, 2, bytes)
                            .join())
                    .isTrue();
            try (JournalReader reader = journal.read(1)) {
                DeadLetter letter =
                        DeadLetters.decode(reader.next().orElseThrow().payload());
                assertThat(letter.webhookId()).hasSize(85);
                assertThat(letter.cause()).isEqualTo("because");
                assertThat(letter.bytes()).isEqualTo(bytes);
            }
        }
    }
}
