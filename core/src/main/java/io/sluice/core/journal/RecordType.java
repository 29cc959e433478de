package io.sluice.core.journal;

/** What a journal record holds. */
public enum RecordType {
    /** An accepted event. */
    EVENT(1),
    /** What a readiness check wrote to see that the journal takes records; readers skip it. */
    PROBE(2),
    /** An event that no destination took, with the reason. */
    DEAD_LETTER(3),
    /** Stands for records that a repair found lost, see {@link Gap}; readers go past it. */
    GAP(4);

    private final byte code;

    RecordType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    /** The type with that code; null stands for "no such type" and stays inside this package. */
    static RecordType of(byte code) {
        return switch (code) {
            case 1 -> EVENT;
            case 2 -> PROBE;
            case 3 -> DEAD_LETTER;
            case 4 -> GAP;
            default -> null;
        };
    }
}
