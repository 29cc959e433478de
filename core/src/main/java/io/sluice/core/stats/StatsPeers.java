package io.sluice.core.stats;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * How instances see each other's counts. Each journal's owner publishes its own state as a whole and nobody else's (a grow-only
 * counter in the sense of Shapiro and others, "Conflict-free Replicated Data Types", 2011): publishing twice changes nothing, what
 * was lost is published again, and the sum over the journals is exact.
 */
public interface StatsPeers {
    /** No other instance. */
    StatsPeers NONE = new StatsPeers() {
        @Override
        public boolean publish(String journal, Map<String, String> states) {
            return true;
        }

        @Override
        public Map<String, List<String>> others(String journal) {
            return Map.of();
        }
    };

    /**
     * Makes the states of a journal known.
     *
     * @param states by webhook; those left out stay as they were
     * @return false when what was published before is gone, so that all has to be published again
     */
    boolean publish(String journal, Map<String, String> states) throws IOException, InterruptedException;

    /** The states that all other journals published, by webhook. */
    Map<String, List<String>> others(String journal) throws IOException, InterruptedException;
}
