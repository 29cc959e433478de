package io.sluice.destinations.log;

import io.sluice.destinations.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** The one stream that all log destinations of a process share; lines never mix. Thread-safe. */
final class Output {
    private final ReentrantLock lock = new ReentrantLock();
    private final OutputStream stream;

    Output(OutputStream stream) {
        this.stream = stream;
    }

    void write(JsonText text) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            text.writeTo(stream);
            stream.flush();
        } finally {
            lock.unlock();
        }
    }
}
