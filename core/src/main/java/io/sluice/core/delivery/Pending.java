package io.sluice.core.delivery;

import io.sluice.core.event.EventView;
import java.util.Arrays;
import java.util.Optional;

/**
 * An event that its destination does not have yet. Guarded by the lock of its lane; whoever has it under way may read its bytes without
 * the lock, because nobody lets go of them meanwhile.
 */
final class Pending {
    private static final Page NOT_HELD = Page.of(new byte[0]);

    private final long sequence;
    private final long timeMicros;
    private Page page;
    private int from;
    private int length;
    private Setbacks setbacks;
    /** Its neighbours in {@link AckTracker}, which alone uses them; null when it is not in there. */
    Pending before;

    Pending after;

    /**
     * What has failed so far.
     *
     * @param attempts tries that have failed
     * @param dueMillis when it may be tried next, by the wall clock: what a restart needs
     * @param dueNanos when it may be tried next, by {@link Timer#nanoTime}: what does not jump with the clock
     * @param doom why it goes to the dead letters, once that is decided
     */
    private record Setbacks(int attempts, long dueMillis, long dueNanos, Optional<String> doom) {
        private static final Setbacks NONE = new Setbacks(0, 0, 0, Optional.empty());
    }

    private Pending(long sequence, long timeMicros, Page page, int from, int length, Setbacks setbacks) {
        this.sequence = sequence;
        this.timeMicros = timeMicros;
        this.page = page;
        this.from = from;
        this.length = length;
        this.setbacks = setbacks;
    }

    /**
     * An event fresh from the journal.
     *
     * @param page holds it, and is held for it
     */
    static Pending arrived(long sequence, long timeMicros, Page page, int from, int length) {
        return new Pending(sequence, timeMicros, page, from, length, Setbacks.NONE);
    }

    /** An event that an earlier run left undelivered; its bytes are still in the journal. */
    static Pending restored(long sequence, long timeMicros, int attempts, long dueMillis, long dueNanos) {
        Setbacks setbacks = new Setbacks(attempts, dueMillis, dueNanos, Optional.empty());
        return new Pending(sequence, timeMicros, NOT_HELD, 0, 0, setbacks);
    }

    /** The end of a list, which stands for no event. */
    static Pending sentinel() {
        return new Pending(0, 0, NOT_HELD, 0, 0, Setbacks.NONE);
    }

    long sequence() {
        return sequence;
    }

    /** Unix microseconds at which it was made durable. */
    long timeMicros() {
        return timeMicros;
    }

    /** Tries that have failed. */
    int attempts() {
        return setbacks.attempts();
    }

    /** When it may be tried next, by the wall clock: what a restart needs. */
    long dueMillis() {
        return setbacks.dueMillis();
    }

    /** When it may be tried next, by {@link Timer#nanoTime}: what does not jump with the clock. */
    long dueNanos() {
        return setbacks.dueNanos();
    }

    void failed() {
        setbacks = new Setbacks(attempts() + 1, dueMillis(), dueNanos(), doom());
    }

    void waitUntil(long millis, long nanos) {
        setbacks = new Setbacks(attempts(), millis, nanos, doom());
    }

    /** Why it goes to the dead letters, once that is decided. */
    Optional<String> doom() {
        return setbacks.doom();
    }

    void doom(String cause) {
        setbacks = new Setbacks(attempts(), dueMillis(), dueNanos(), Optional.of(cause));
    }

    /**
     * Lays a view on the event as it stands in the journal. Not when it is not {@link #held}.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    void show(EventView view) {
        view.lay(page.bytes(), from, from + length);
    }

    /** The event as it stands in the journal, in an array of its own. Not when it is not {@link #held}. */
    byte[] copy() {
        return Arrays.copyOfRange(page.bytes(), from, from + length);
    }

    /** What it holds, or a page of no bytes. */
    Page page() {
        return page;
    }

    /** Bytes that it holds. */
    int length() {
        return length;
    }

    boolean held() {
        return length > 0;
    }

    /** Takes the event that was read again. */
    void hold(byte[] bytes) {
        page = Page.of(bytes);
        from = 0;
        length = bytes.length;
    }

    /** Goes on holding it, but not on a page that others wait for. */
    void holdAlone() {
        if (page.shared()) {
            byte[] alone = copy();
            letGo();
            hold(alone);
        }
    }

    /** Holds it no more. */
    void letGo() {
        page.letGo();
        page = NOT_HELD;
        from = 0;
        length = 0;
    }
}
