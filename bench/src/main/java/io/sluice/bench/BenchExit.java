package io.sluice.bench;

/** The exit codes of {@code sluice bench}. The first four mean what they mean everywhere in {@code sluice}. */
final class BenchExit {
    static final int OK = 0;
    /** An acknowledged event is missing or double, or {@code /stats} counts too few. */
    static final int DISAGREES = 1;

    static final int USAGE = 2;
    static final int CONFIGURATION = 3;
    /** No instance accepts connections; nothing was sent. */
    static final int NO_INSTANCE = 5;
    /** No request was successful. */
    static final int NO_SUCCESS = 6;
    /** There is an event log, and it could not be asked. */
    static final int LOG_UNREACHABLE = 7;

    private BenchExit() {}
}
