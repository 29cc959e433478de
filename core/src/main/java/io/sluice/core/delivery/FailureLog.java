package io.sluice.core.delivery;

import io.sluice.core.plugin.DeliveryResult;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Says when deliveries of a webhook begin to fail and when they succeed again, at most one line of a kind in half a minute: a dead
 * destination must not fill the log. The counts are in the metrics. Thread-safe.
 */
final class FailureLog {
    private static final System.Logger LOG = System.getLogger(FailureLog.class.getName());
    private static final long QUIET_NANOS = 30_000_000_000L;

    private final String webhookId;
    private final String destination;
    private boolean failing;
    private long failures;
    private final Pace failed = new Pace();
    private final Pace buried = new Pace();
    private final Pace stuck = new Pace();

    FailureLog(String webhookId, String destination) {
        this.webhookId = webhookId;
        this.destination = destination;
    }

    /** Takes note of the results of one try. */
    synchronized void tried(List<DeliveryResult> results) {
        for (DeliveryResult result : results) {
            switch (result) {
                case DeliveryResult.Delivered _ -> well();
                case DeliveryResult.Retry retry -> failed(retry.cause());
                case DeliveryResult.Refused refused -> failed(refused.cause());
            }
        }
    }

    private void well() {
        if (failing) {
            failing = false;
            LOG.log(
                    Level.DEBUG,
                    "webhook {0}: {1} takes events again after {2} failed tries",
                    webhookId,
                    destination,
                    failures);
            failures = 0;
        }
    }

    private void failed(String cause) {
        failing = true;
        failures++;
        if (failed.due()) {
            LOG.log(Level.WARNING, "webhook {0}: a delivery to {1} failed: {2}", webhookId, destination, cause);
        }
    }

    synchronized void buried(String cause) {
        if (buried.due()) {
            LOG.log(
                    Level.WARNING,
                    "webhook {0}: an event went to the dead letters: {1}. \"sluice journal cat --dead\" shows them",
                    webhookId,
                    cause);
        }
    }

    synchronized void notBuried(String cause) {
        if (stuck.due()) {
            LOG.log(
                    Level.ERROR,
                    "webhook {0}: dead letters cannot be written ({1}); their events are kept in the journal and it is tried again",
                    webhookId,
                    cause);
        }
    }

    /** Lets one pass in a while. */
    private static final class Pace {
        private boolean begun;
        private long last;

        boolean due() {
            long now = System.nanoTime();
            if (begun && now - last < QUIET_NANOS) {
                return false;
            }
            begun = true;
            last = now;
            return true;
        }
    }
}
