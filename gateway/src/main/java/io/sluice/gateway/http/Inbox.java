package io.sluice.gateway.http;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where other threads put requests that an event loop shall go on with. However many arrive while the loop is busy, it is woken once
 * and takes them all, first come first served: the committer of the journal completes a batch of requests with one wake-up.
 */
public final class Inbox {
    /** A piece of work that can lie in one inbox at a time. */
    public abstract static class Item {
        private Item next;

        /** Goes on, on the event loop. Must not throw. */
        protected abstract void resume();
    }

    private final AtomicReference<Item> newest = new AtomicReference<>();
    private final Context context;

    /** @param context the event loop's */
    public Inbox(Context context) {
        this.context = context;
    }

    /** Puts the item in; it is resumed soon. From any thread. */
    public void put(Item item) {
        Item before = newest.get();
        item.next = before;
        while (!newest.compareAndSet(before, item)) {
            before = newest.get();
            item.next = before;
        }
        if (before == null) {
            context.runOnContext(_ -> drain());
        }
    }

    private void drain() {
        Item item = newest.getAndSet(null);
        Item first = null;
        while (item != null) {
            Item older = item.next;
            item.next = first;
            first = item;
            item = older;
        }
        while (first != null) {
            Item next = first.next;
            first.next = null;
            first.resume();
            first = next;
        }
    }
}
