package io.sluice.gateway.quarantine;

/** Hears what becomes of refused requests. Called on any thread; neither blocks nor throws. */
public interface QuarantineObserver {
    /** Hears nothing. */
    QuarantineObserver NONE = new QuarantineObserver() {
        @Override
        public void kept(String webhook) {}

        @Override
        public void dropped(String webhook, Dropped why) {}
    };

    /** A request is on disk. */
    void kept(String webhook);

    /** A request is not kept, or no longer, and nobody asked for that. */
    void dropped(String webhook, Dropped why);
}
