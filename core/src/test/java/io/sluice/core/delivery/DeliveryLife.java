package io.sluice.core.delivery;

import io.sluice.core.config.Webhook;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.disk.Disk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.JournalState;
import io.sluice.core.journal.QuickJournal;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** One life of a process that delivers: two journals, a cursor, and the reader between them, on time that a test turns. */
final class DeliveryLife implements AutoCloseable {
    static final Path CURSORS = Path.of("/data/cursors");
    private static final Path CURSOR = CURSORS.resolve("delivery");
    private static final Duration LOOK_UP = Duration.ofNanos(200_000);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** What lives have in common. */
    record Setting(
            Disk disk,
            TurnedClock clock,
            List<Webhook> webhooks,
            DeliveryOptions delivery,
            JournalOptions journal,
            RandomGenerator random) {}

    private final Journal journal;
    private final Journal dead;
    private final DeliveryReader reader;

    private DeliveryLife(Journal journal, Journal dead, DeliveryReader reader) {
        this.journal = journal;
        this.dead = dead;
        this.reader = reader;
    }

    /** @param model is told what stands in the journal before delivery begins */
    static DeliveryLife begin(Setting setting, JournalOptions deadLetters, DeliveryModel model) throws IOException {
        Journal journal = open("journal", setting, setting.journal());
        try {
            for (JournalRecord record : records(journal)) {
                model.promised(record.sequence(), EventCodec.decode(record.payload()));
            }
            Journal dead = open("dead", setting, deadLetters);
            try {
                DeliveryReader reader = DeliveryReader.open(
                        journal,
                        new DeadLetters(dead),
                        new StateFile(CURSOR, setting.disk()),
                        setting.webhooks(),
                        setting.delivery(),
                        setting.clock(),
                        setting.random(),
                        setting.clock(),
                        LOOK_UP);
                reader.start();
                return new DeliveryLife(journal, dead, reader);
            } catch (IOException failed) {
                dead.close();
                throw failed;
            }
        } catch (IOException failed) {
            journal.close();
            throw failed;
        }
    }

    private static Journal open(String name, Setting setting, JournalOptions options) throws IOException {
        return QuickJournal.open(Path.of("/data", name), options, setting.disk(), setting.clock());
    }

    DeliveryReader reader() {
        return reader;
    }

    /** Appends an event; its place once it is safe, or nothing when it was refused. */
    CompletableFuture<OptionalLong> append(Event event) {
        CompletableFuture<OptionalLong> answer = new CompletableFuture<>();
        journal.append(RecordType.EVENT, EventCodec.body(event), new AppendListener() {
            @Override
            public void committed(long sequence, long timeMicros) {
                answer.complete(OptionalLong.of(sequence));
            }

            @Override
            public void refused(Refusal refusal) {
                answer.complete(OptionalLong.empty());
            }
        });
        return answer;
    }

    /** Whether every event of the journal is delivered or a dead letter. */
    boolean settled() {
        return reader.unread() == 0 && reader.measures().stream().allMatch(lane -> lane.lagEvents() == 0);
    }

    /** Whether dead letters find room now. */
    boolean takesDeadLetters() {
        return dead.state() instanceof JournalState.Healthy;
    }

    List<DeadLetter> deadLetters() throws IOException {
        return records(dead).stream()
                .map(letter -> DeadLetters.decode(letter.payload()))
                .toList();
    }

    private static List<JournalRecord> records(Journal journal) throws IOException {
        List<JournalRecord> records = new ArrayList<>();
        try (JournalReader reader = journal.read(1)) {
            for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                JournalRecord read = next.get(); // the reader's own
                records.add(new JournalRecord(
                        read.sequence(), read.timeMicros(), read.type(), ByteBuffer.wrap(read.copyOfPayload())));
            }
        }
        return records;
    }

    @Override
    public void close() {
        reader.close(GRACE);
        dead.close();
        journal.close();
    }
}
