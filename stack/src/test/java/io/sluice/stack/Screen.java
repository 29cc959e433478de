package io.sluice.stack;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a command printed; a test can wait for a text to appear. */
final class Screen extends Writer {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ReentrantLock changing = new ReentrantLock();
    private final Condition changed = changing.newCondition();
    private final StringBuilder text = new StringBuilder();

    PrintWriter writer() {
        return new PrintWriter(this, true);
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        changing.lock();
        try {
            text.append(characters, offset, length);
            changed.signalAll();
        } finally {
            changing.unlock();
        }
    }

    /** Returns when the text is there. @throws AssertionError when it does not come within half a minute */
    void await(String wanted) throws InterruptedException {
        long left = LONGEST.toNanos();
        changing.lock();
        try {
            while (text.indexOf(wanted) < 0) {
                if (left <= 0) {
                    throw new AssertionError("waited for \"" + wanted + "\", saw only:\n" + text);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        changing.lock();
        try {
            return text.toString();
        } finally {
            changing.unlock();
        }
    }
}
