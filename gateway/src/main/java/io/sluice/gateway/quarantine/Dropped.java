package io.sluice.gateway.quarantine;

/** Why a request is not kept, or no longer. */
public enum Dropped {
    /** The webhook has as many as it may. */
    COUNT,
    /** The webhook's take as much of the disk as they may. */
    BYTES,
    /** It was kept as long as the webhook says. */
    AGE,
    /** All webhooks' together take as much of the disk as they may. */
    TOTAL,
    /** More came than could be written. */
    QUEUE,
    /** The disk is full or does not take it. */
    DISK
}
