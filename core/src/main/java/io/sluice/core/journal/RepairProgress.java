package io.sluice.core.journal;

/** Hears how far a repair is. */
@FunctionalInterface
public interface RepairProgress {
    RepairProgress NONE = (step, done, total) -> {};

    /**
     * @param step what is being done, in a word
     * @param done bytes so far
     * @param total bytes in all
     */
    void at(String step, long done, long total);
}
