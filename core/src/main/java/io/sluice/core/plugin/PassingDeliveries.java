package io.sluice.core.plugin;

import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventView;
import io.sluice.core.event.TextCache;
import io.sluice.core.journal.RecordBody;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/** Events that are objects already, for a destination that looks at bytes. */
final class PassingDeliveries implements PassingEvents {
    private final Iterator<Delivery> rest;
    private final EventView view = new EventView(new TextCache());
    private long sequence;
    private int attempt;

    PassingDeliveries(List<Delivery> batch) {
        rest = batch.iterator();
    }

    @Override
    public boolean next() {
        if (!rest.hasNext()) {
            return false;
        }
        Delivery delivery = rest.next();
        RecordBody body = EventCodec.body(delivery.event());
        ByteBuffer bytes = ByteBuffer.allocate(body.size());
        body.writeTo(bytes);
        view.lay(bytes.flip());
        sequence = delivery.sequence();
        attempt = delivery.attempt();
        return true;
    }

    @Override
    public EventView event() {
        return view;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public int attempt() {
        return attempt;
    }
}
