package io.sluice.core.journal;

/** Why the journal did not take a record. The sender may try again. */
public enum Refusal {
    /** The journal has reached its configured size, or the disk is full. */
    FULL,
    /** More bytes wait to be written than the queue may hold. */
    BUSY,
    /** The record waited longer than the append time-out. */
    EXPIRED,
    /** A write or an fsync failed and the journal has not been reopened yet. */
    FAILED,
    /** The journal is closing. */
    CLOSED
}
