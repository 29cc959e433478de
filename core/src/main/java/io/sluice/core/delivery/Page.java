package io.sluice.core.delivery;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An array that holds events on their way to destinations. Each {@link Pending} on it holds it once; when the last one has let go, the
 * bytes are used again, if the page is of {@link Pages}. One thread fills it; any may let go.
 */
final class Page {
    private final byte[] bytes;
    private final Optional<Pages> home;
    private final AtomicInteger holders = new AtomicInteger(1);
    private int used;

    /** @param home where it goes when nobody holds it any more; the one who fills it holds it, too */
    Page(byte[] bytes, Optional<Pages> home) {
        this.bytes = bytes;
        this.home = home;
    }

    /** A page for one event alone, which is never used again. */
    static Page of(byte[] event) {
        return new Page(event, Optional.empty());
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether other events may stand on it. */
    boolean shared() {
        return home.isPresent();
    }

    int room() {
        return bytes.length - used;
    }

    /** Takes a copy of an event, for which there is room, and holds the page for it; says where it stands. */
    int append(ByteBuffer event) {
        int from = used;
        event.get(event.position(), bytes, from, event.remaining());
        used += event.remaining();
        holders.incrementAndGet();
        return from;
    }

    /** One of those who hold it lets go, and looks at the bytes no more. */
    void letGo() {
        if (holders.decrementAndGet() == 0 && home.isPresent()) {
            used = 0;
            holders.set(1);
            home.get().takeBack(this);
        }
    }
}
