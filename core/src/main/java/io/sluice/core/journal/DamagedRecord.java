package io.sluice.core.journal;

/** Bytes that are no sound record. Whether that is a torn tail or damage is for the caller to say. */
final class DamagedRecord extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    DamagedRecord(long offset, String reason) {
        super(reason);
        this.offset = offset;
    }

    long offset() {
        return offset;
    }
}
