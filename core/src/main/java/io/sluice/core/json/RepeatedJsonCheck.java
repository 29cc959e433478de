package io.sluice.core.json;

/** Says of one document after the other what {@link JsonCheck} says, without an object for each. Not thread-safe. */
public final class RepeatedJsonCheck {
    private final JsonScan scan;

    public RepeatedJsonCheck(JsonCheck.Limits limits) {
        scan = new JsonScan(limits);
    }

    /** Whether the bytes of a piece of an array are one well-formed document within the limits. */
    public boolean passes(byte[] bytes, int from, int to) {
        boolean passes = scan.wellFormed(bytes, from, to);
        scan.forget();
        return passes;
    }
}
