package io.sluice.app;

/** The exit codes of every command; they stand in each command's {@code --help}. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** It ran and failed, or found what it was asked to look for: see the message. */
    public static final int FAILED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** The configuration is refused; every problem was printed. */
    public static final int CONFIGURATION = 3;
    /** The journal is damaged or belongs to another process. */
    public static final int JOURNAL = 4;

    private ExitCode() {}

    static final String FOOTER =
            "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 configuration refused; 4 journal damaged or in use.";
}
