package io.sluice.core.delivery;

import io.sluice.core.event.Event;
import io.sluice.core.event.EventView;
import io.sluice.core.event.TextCache;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** A batch whose events were read into objects that a destination may keep, so that one that cannot be read is refused alone and takes none of its neighbours along. */
final class Opened {

    private sealed interface Content {}

    private record Whole(Pending pending, Event event) implements Content {}

    private record Refused(DeliveryResult result) implements Content {}

    private final List<Content> contents;

    private Opened(List<Content> contents) {
        this.contents = contents;
    }

    static Opened of(List<Pending> batch, TextCache texts) {
        EventView view = new EventView(texts);
        return new Opened(batch.stream().map(pending -> open(pending, view)).toList());
    }

    private static Content open(Pending pending, EventView view) {
        try {
            pending.show(view);
            return new Whole(pending, view.event());
        } catch (IllegalArgumentException unreadable) {
            return new Refused(refused(unreadable));
        }
    }

    static DeliveryResult refused(IllegalArgumentException unreadable) {
        return new DeliveryResult.Refused("the record cannot be read: " + unreadable.getMessage());
    }

    /** What the destination is to get, in the order of the batch. */
    List<Delivery> deliveries(UnaryOperator<Event> cleaning) {
        List<Delivery> deliveries = new ArrayList<>(contents.size());
        for (Content content : contents) {
            if (content instanceof Whole(Pending pending, Event event)) {
                deliveries.add(new Delivery(cleaning.apply(event), pending.sequence(), pending.attempts() + 1));
            }
        }
        return deliveries;
    }

    /** One result for each event of the batch, of those that the destination gave for the deliveries. */
    List<DeliveryResult> results(List<DeliveryResult> taken) {
        Iterator<DeliveryResult> next = taken.iterator();
        List<DeliveryResult> results = new ArrayList<>(contents.size());
        for (Content content : contents) {
            results.add(
                    switch (content) {
                        case Whole _ -> next.next();
                        case Refused refused -> refused.result();
                    });
        }
        return results;
    }
}
