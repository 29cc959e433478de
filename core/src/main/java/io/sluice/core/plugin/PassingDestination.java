package io.sluice.core.plugin;

import java.util.Collections;
import java.util.List;

/**
 * A destination that is done with each event as soon as it has looked at it, for instance because it writes it down as text, and that
 * takes a batch as a whole. It is spared the objects of an event, and need not implement {@link #deliver}.
 */
public interface PassingDestination extends Destination {

    /**
     * Hands over a batch. Nothing of an event but its texts may be kept: its bytes are used again.
     *
     * @return what became of all of them. Unless they are delivered, the whole batch is handed over again, or given up
     */
    DeliveryResult pass(PassingEvents events) throws InterruptedException;

    @Override
    default List<DeliveryResult> deliver(List<Delivery> batch) throws InterruptedException {
        return Collections.nCopies(batch.size(), pass(new PassingDeliveries(batch)));
    }
}
