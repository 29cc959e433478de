package io.sluice.core.delivery;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The pages that events stand on while they are on their way, used again and again, so that an event costs no memory of its own. There
 * are only so many: while slow destinations hold all of them, each further event gets a page for itself, as large ones always do. One
 * thread takes; any may give back.
 */
final class Pages {
    private static final int BYTES = 128 << 10;
    private static final int MOST = 16;
    /** A larger event would leave too much of a page empty, or keep it from others. */
    private static final int LARGEST = BYTES / 16;

    private final ConcurrentLinkedQueue<Page> free = new ConcurrentLinkedQueue<>();
    private Optional<Page> filling = Optional.empty();
    private int made;

    /** An event as a record has it, copied onto a page. */
    Pending arrived(long sequence, long timeMicros, ByteBuffer event) {
        int length = event.remaining();
        Optional<Page> page = length <= LARGEST ? withRoom(length) : Optional.empty();
        if (page.isPresent()) {
            return Pending.arrived(sequence, timeMicros, page.get(), page.get().append(event), length);
        }
        byte[] alone = new byte[length];
        event.get(event.position(), alone);
        return Pending.arrived(sequence, timeMicros, Page.of(alone), 0, length);
    }

    private Optional<Page> withRoom(int length) {
        if (filling.isEmpty() || filling.get().room() < length) {
            filling.ifPresent(Page::letGo);
            filling = Optional.ofNullable(free.poll());
            if (filling.isEmpty() && made < MOST) {
                made++;
                filling = Optional.of(new Page(new byte[BYTES], Optional.of(this)));
            }
        }
        return filling;
    }

    /** Takes back a page that nobody holds any more. */
    void takeBack(Page page) {
        free.add(page);
    }
}
