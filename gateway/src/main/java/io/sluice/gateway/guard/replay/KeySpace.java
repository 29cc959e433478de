package io.sluice.gateway.guard.replay;

/**
 * Whose keys these are, and how they are written in Redis.
 *
 * @param prefix of all keys
 * @param instance who claims: a name that nobody else has
 */
record KeySpace(String prefix, String instance) {
    private static final String CLAIMED = "p:";
    private static final String EXCHANGED = "d:";

    String key(Wanted claim) {
        return prefix.concat(claim.key());
    }

    /** The value of a key that is claimed. Short enough that Redis keeps it in one piece with its object: 44 bytes. */
    String claimed(Wanted claim) {
        return CLAIMED + instance + ':' + Long.toString(claim.number(), Character.MAX_RADIX);
    }

    /** The value of a key whose claim was exchanged. */
    static String exchanged(String text) {
        return EXCHANGED.concat(text);
    }

    /** What a value says: the text; empty of one that is claimed. */
    static String text(String value) {
        return value.startsWith(EXCHANGED) ? value.substring(EXCHANGED.length()) : "";
    }
}
