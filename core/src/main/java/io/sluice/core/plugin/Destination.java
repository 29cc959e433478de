package io.sluice.core.plugin;

import java.util.List;

/**
 * Where events go. Plain blocking code, called on virtual threads; never retries by itself, because the delivery reader does.
 * Thread-safe up to the concurrency its plan states.
 */
public interface Destination extends Component {

    /**
     * Hands over a batch.
     *
     * @return one result per delivery, in the same order
     */
    List<DeliveryResult> deliver(List<Delivery> batch) throws InterruptedException;
}
