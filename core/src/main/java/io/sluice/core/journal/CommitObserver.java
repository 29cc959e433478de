package io.sluice.core.journal;

/** Hears of each group commit, for metrics. Called on the committer thread; must be quick. */
public interface CommitObserver {

    /** An observer that takes no notice. */
    CommitObserver NONE = (records, bytes, writeNanos, fsyncNanos) -> {};

    void committed(int records, int bytes, long writeNanos, long fsyncNanos);
}
