package io.sluice.gateway.quarantine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes refused requests from event loops and writes them to the {@link QuarantineFolder} on a thread of its own. What waits is bounded,
 * and so is how fast it is written: a flood of bad requests takes neither the memory nor the disk from those that are accepted.
 */
public final class Quarantine implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Quarantine.class.getName());
    /** Requests that wait to be written. */
    private static final int MOST_WAITING = 1_000;
    /** And their bytes; one alone may be larger. */
    private static final long MOST_WAITING_BYTES = 16L << 20;
    /** Requests that share one sync of their folder. */
    private static final int BATCH = 32;
    /** Between two batches: 640 requests a second at most. The journal's writes have the disk in between. */
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** A batch that is larger is followed by a longer pause, so that no more than this is written in a second. */
    private static final long BYTES_A_SECOND = 16L << 20;

    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final QuarantineFolder folder;
    private final QuarantineObserver observer;
    private final InstantSource clock;
    private final BlockingQueue<QuarantinedRequest> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private long toldNanos;
    private boolean told;

    private Quarantine(QuarantineFolder folder, QuarantineObserver observer, InstantSource clock) {
        this.folder = folder;
        this.observer = observer;
        this.clock = clock;
        this.writer = Thread.ofPlatform().daemon().name("quarantine").unstarted(this::writeUntilClosed);
    }

    /** Begins to write. The folder is closed with it. */
    public static Quarantine start(QuarantineFolder folder, QuarantineObserver observer, InstantSource clock) {
        Quarantine quarantine = new Quarantine(folder, observer, clock);
        quarantine.writer.start();
        return quarantine;
    }

    /** Takes a request, or counts it as dropped. Never waits. */
    public void offer(QuarantinedRequest request) {
        long weight = request.weight();
        long before = waitingBytes.getAndAdd(weight);
        boolean fits = before == 0 || before + weight <= MOST_WAITING_BYTES;
        if (!fits || closing.getCount() == 0 || !waiting.offer(request)) {
            waitingBytes.addAndGet(-weight);
            observer.dropped(request.request().webhookId(), Dropped.QUEUE);
        }
    }

    /** What is on disk. */
    public QuarantineFolder folder() {
        return folder;
    }

    private void writeUntilClosed() {
        try {
            sweep();
            long swept = System.nanoTime();
            boolean open = true;
            while (open || !waiting.isEmpty()) {
                long written = writeSome(open);
                if (System.nanoTime() - swept >= SWEEP.toNanos()) {
                    sweep();
                    swept = System.nanoTime();
                }
                long pause = Math.max(PAUSE.toMillis(), written * 1_000 / BYTES_A_SECOND);
                open = open && !closing.await(written == 0 ? 0 : pause, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits, up to a batch, and returns its bytes. Waits a while for the first. */
    private long writeSome(boolean patient) throws InterruptedException {
        List<QuarantinedRequest> batch = new ArrayList<>(BATCH);
        QuarantinedRequest first = waiting.poll(patient ? PAUSE.toMillis() * 5 : 0, TimeUnit.MILLISECONDS);
        if (first == null) {
            return 0;
        }
        batch.add(first);
        waiting.drainTo(batch, BATCH - 1);
        long weight = batch.stream().mapToLong(QuarantinedRequest::weight).sum();
        try {
            folder.keep(batch);
        } catch (IOException | RuntimeException failed) {
            tell(failed);
        } finally {
            waitingBytes.addAndGet(-weight);
        }
        return weight;
    }

    private void sweep() {
        try {
            folder.dropExpired(clock.instant());
        } catch (IOException failed) {
            tell(failed);
        }
    }

    /** At most once a minute. */
    private void tell(Exception failed) {
        long now = System.nanoTime();
        if (!told || now - toldNanos >= SWEEP.toNanos()) {
            LOG.log(Level.WARNING, "Refused requests cannot be kept in the quarantine: {0}", failed.toString());
            told = true;
            toldNanos = now;
        }
    }

    /** Writes what waits, for a few seconds at most, and gives the folder back. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (writer.join(LONGEST_CLOSE)) {
                folder.close();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
