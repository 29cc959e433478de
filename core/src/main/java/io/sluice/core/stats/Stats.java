package io.sluice.core.stats;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventHead;
import io.sluice.core.event.UnknownEventFormat;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Counts what this instance's journal commits, and adds what its peers published.
 *
 * <p>Exact through crashes: an event is counted when the journal reports its commit, in the order of sequences, and before its sender
 * gets the 200. The counts are saved now and then together with the sequence up to which they are complete; {@link #open} reads
 * the journal from there on, and the journal keeps what lies behind it. A tally knows the last sequence it counted, so nothing
 * is counted twice.
 */
public final class Stats implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Stats.class.getName());
    private static final Duration PUBLISH_EVERY = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SAVE_EVERY = Duration.ofSeconds(10);

    private static final int MOST_TALLIES = 20_000;

    private final StateFile file;
    private final StatsPeers peers;
    private final InstantSource clock;
    private final String journal;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread publisher;

    /** When the last counted event was committed, in Unix microseconds; written before {@link #counted}. */
    private long countedMicros;

    private volatile long counted;
    /** When the first event was committed that was counted and is not saved; 0 when none has been. */
    private volatile long unsavedMicros;

    private volatile long saved;
    private volatile Map<String, List<Tally>> others = Map.of();
    private boolean peersAway;

    private Stats(Journal journal, StateFile file, StatsPeers peers, InstantSource clock) {
        this.file = file;
        this.peers = peers;
        this.clock = clock;
        this.journal = journal.ref().id();
        this.publisher = Thread.ofVirtual().name("stats").unstarted(this::publishUntilClosed);
    }

    /**
     * Reads the saved counts and what the journal holds beyond them.
     *
     * @param file where the counts are saved; made by the first save
     * @param peers where other instances' counts come from
     * @throws IOException when the journal or the file cannot be read, or when the journal holds what only a later version can read
     */
    public static Stats open(Journal journal, StateFile file, StatsPeers peers, InstantSource clock)
            throws IOException {
        Stats stats = new Stats(journal, file, peers, clock);
        stats.load();
        journal.pin("stats", () -> stats.saved);
        stats.catchUp(journal);
        stats.publisher.start();
        return stats;
    }

    private void load() throws IOException {
        Optional<byte[]> state = file.read();
        if (state.isEmpty()) {
            return;
        }
        String[] lines = new String(state.get(), StandardCharsets.UTF_8).split("\n", -1);
        String[] head = lines[0].split(" ", -1);
        if (!head[0].equals(journal)) {
            LOG.log(Level.WARNING, "The saved counts belong to another journal and are left out");
            return;
        }
        for (int i = 1; i < lines.length; i++) {
            int blank = lines[i].indexOf(' ');
            if (blank > 0) {
                tallies.put(lines[i].substring(0, blank), Tally.decode(lines[i].substring(blank + 1)));
            }
        }
        saved = Long.parseLong(head[1]);
        counted = saved;
    }

    private void catchUp(Journal from) throws IOException {
        long end = from.committedSequence();
        try (JournalReader reader = from.read(saved + 1)) {
            for (Optional<JournalRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                JournalRecord entry = next.get();
                if (entry.type() == RecordType.EVENT) {
                    count(entry);
                }
            }
        }
        counted = Math.max(counted, end);
    }

    /** A record that is no event counts for nobody; delivery puts it among the dead letters. */
    private void count(JournalRecord event) throws IOException {
        EventHead head;
        try {
            head = EventCodec.decodeHead(event.payload());
        } catch (UnknownEventFormat newer) {
            throw new IOException(
                    "record " + event.sequence() + " of the journal cannot be counted: " + newer.getMessage(), newer);
        } catch (IllegalArgumentException unreadable) {
            LOG.log(
                    Level.WARNING,
                    "record {0} of the journal is not counted: {1}",
                    Long.toString(event.sequence()),
                    unreadable.getMessage());
            return;
        }
        count(head.qualifiedId(), event.sequence(), event.timeMicros());
    }

    /**
     * Counts an event that the journal has committed. To be called in the order of sequences.
     *
     * @param webhook its qualified id
     * @param timeMicros the time of the commit
     */
    public void count(String webhook, long sequence, long timeMicros) {
        Tally tally = tallies.get(webhook);
        if (tally == null) {
            // Senders make namespaces up: past the bound their events count for the bare id.
            String name = tallies.size() < MOST_TALLIES ? webhook : webhook.substring(webhook.indexOf('/') + 1);
            tally = tallies.computeIfAbsent(name, _ -> new Tally());
        }
        tally.add(sequence, Math.floorDiv(timeMicros, 1_000_000L));
        if (counted == saved || unsavedMicros == 0) {
            unsavedMicros = timeMicros;
        }
        countedMicros = timeMicros;
        counted = sequence;
    }

    /** The counts of all instances by qualified id, sorted. Other instances' are those of half a second ago. May block briefly. */
    public Map<String, Counts> counts() throws InterruptedException {
        fetchOthers();
        long now = clock.instant().getEpochSecond();
        Map<String, Counts> sums = new TreeMap<>();
        tallies.forEach((webhook, tally) -> sums.merge(webhook, tally.counts(now), Counts::plus));
        others.forEach((webhook, list) -> list.forEach(tally -> sums.merge(webhook, tally.counts(now), Counts::plus)));
        return sums;
    }

    private void fetchOthers() throws InterruptedException {
        try {
            Map<String, List<Tally>> fetched = new HashMap<>();
            peers.others(journal)
                    .forEach((webhook, states) -> fetched.put(
                            webhook, states.stream().map(Tally::decode).toList()));
            others = fetched;
        } catch (IOException | IllegalArgumentException e) {
            // What they said last still holds: their totals only grow, and windows move on by themselves.
            LOG.log(Level.DEBUG, "The other instances' counts cannot be read", e);
        }
    }

    private void publishUntilClosed() {
        try {
            publishAll();
            long lastSave = System.nanoTime();
            Duration pause = PUBLISH_EVERY;
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                long begun = System.nanoTime();
                publishChanged();
                pause = pauseAfter(Duration.ofNanos(System.nanoTime() - begun));
                if (begun - lastSave >= SAVE_EVERY.toNanos()) {
                    save();
                    lastSave = System.nanoTime();
                }
            }
            publishChanged();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * How long to wait before what changed is published again. Ten thousand busy webhooks take their time, so publishing gets about a
     * twentieth of it; but a publication that took long because this process or Redis stood still says nothing about the next one, and
     * the others wait for these counts.
     *
     * @param took how long the last publication took
     */
    static Duration pauseAfter(Duration took) {
        Duration fair = PUBLISH_EVERY.plus(took.multipliedBy(20));
        return fair.compareTo(LONGEST_PAUSE) < 0 ? fair : LONGEST_PAUSE;
    }

    private void publishChanged() throws InterruptedException {
        Map<String, String> changed = new HashMap<>();
        tallies.forEach((webhook, tally) -> {
            if (tally.takeChanged()) {
                changed.put(webhook, tally.encode());
            }
        });
        if (!publish(changed)) {
            publishAll();
        }
    }

    private void publishAll() throws InterruptedException {
        Map<String, String> all = new HashMap<>();
        tallies.forEach((webhook, tally) -> all.put(webhook, tally.encode()));
        publish(all);
    }

    /** False when everything has to be published. */
    private boolean publish(Map<String, String> states) throws InterruptedException {
        try {
            boolean complete = peers.publish(journal, states) && !peersAway;
            peersAway = false;
            return complete;
        } catch (IOException e) {
            peersAway = true;
            return true;
        }
    }

    /** How many records of the journal a restart would have to count again, because they are counted but not saved. */
    public long lagEvents() {
        return Math.max(0, counted - saved);
    }

    /** How long ago the oldest of them was committed; zero when there is none. */
    public Duration lag() {
        long oldest = unsavedMicros;
        boolean none = counted <= saved || oldest == 0;
        return Duration.ofMillis(none ? 0 : Math.max(0, clock.millis() - oldest / 1_000));
    }

    private void save() {
        long upTo = counted;
        long upToMicros = countedMicros;
        StringBuilder out =
                new StringBuilder().append(journal).append(' ').append(upTo).append('\n');
        tallies.forEach((webhook, tally) ->
                out.append(webhook).append(' ').append(tally.encode()).append('\n'));
        try {
            if (upTo != saved) {
                file.write(out.toString().getBytes(StandardCharsets.UTF_8));
                unsavedMicros =
                        upToMicros; // what comes next is no older; set first, so that it is never taken for none
                saved = upTo;
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The counts cannot be saved; the journal keeps what they need: {0}", e.getMessage());
        }
    }

    /** Publishes and saves once more. To be called after the last event was counted. */
    @Override
    public void close() {
        closing.countDown();
        try {
            publisher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        save();
    }
}
