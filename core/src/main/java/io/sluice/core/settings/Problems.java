package io.sluice.core.settings;

import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong while files are read, so that one pass finds everything. Not thread-safe. */
public final class Problems {
    private final TreeSet<Problem> errors = new TreeSet<>();
    private final TreeSet<Problem> warnings = new TreeSet<>();

    /** Takes a problem that keeps the configuration from being used. */
    public void error(Problem problem) {
        errors.add(problem);
    }

    /** Takes a problem that is worth knowing but harmless. */
    public void warning(Problem problem) {
        warnings.add(problem);
    }

    /** All errors so far, by file and place, each once. */
    public List<Problem> errors() {
        return List.copyOf(errors);
    }

    /** All warnings so far, by file and place, each once. */
    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }
}
