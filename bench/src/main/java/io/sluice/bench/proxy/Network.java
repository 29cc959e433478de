package io.sluice.bench.proxy;

/** What a {@link TcpProxy} does to what goes through it. */
public enum Network {
    /** Everything passes as it comes. */
    SOUND,
    /** Every piece waits a while on its way, in both directions. */
    SLOW,
    /** Connections are reset, and new ones too. */
    CUT,
    /** Connections stay open and new ones are accepted, but nothing passes: the other side looks alive and is not. */
    SILENT,
    /** Requests pass; a reset comes in the middle of the answer to every one that has the marked text in it. */
    ANSWER_LOST
}
