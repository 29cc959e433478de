package io.sluice.core.delivery;

import io.sluice.core.event.EventView;
import io.sluice.core.event.TextCache;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.PassingEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A batch whose events a destination looks at where they stand. One that cannot be read is passed over, so that it is refused alone and
 * takes none of its neighbours along. Used once, by one thread.
 */
final class PassingBatch implements PassingEvents {
    private final List<Pending> batch;
    private final EventView view;
    /** Where in the batch those stand that cannot be read, and why. */
    private final List<Unread> unread = new ArrayList<>(0);

    private int at = -1;

    private record Unread(int place, DeliveryResult result) {}

    PassingBatch(List<Pending> batch, TextCache texts) {
        this.batch = batch;
        this.view = new EventView(texts);
    }

    @Override
    public boolean next() {
        while (at + 1 < batch.size()) {
            at++;
            try {
                batch.get(at).show(view);
                return true;
            } catch (IllegalArgumentException unreadable) {
                unread.add(new Unread(at, Opened.refused(unreadable)));
            }
        }
        at = batch.size();
        return false;
    }

    @Override
    public EventView event() {
        return view;
    }

    @Override
    public long sequence() {
        return batch.get(at).sequence();
    }

    @Override
    public int attempt() {
        return batch.get(at).attempts() + 1;
    }

    /** One result for each event of the batch, when those that were passed along came to this one. */
    List<DeliveryResult> results(DeliveryResult passed) {
        DeliveryResult common = passed instanceof DeliveryResult.Delivered && at < batch.size()
                ? new DeliveryResult.Retry(Optional.empty(), "the destination has not looked at all of its events")
                : passed;
        List<DeliveryResult> results = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            results.add(common);
        }
        unread.forEach(refused -> results.set(refused.place(), refused.result()));
        return results;
    }
}
