package io.sluice.core.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The journal holds something that a crash cannot have caused. Nothing was changed; the message names the place and the way out. */
public final class JournalDamaged extends IOException {
    private static final long serialVersionUID = 1L;

    JournalDamaged(Path segment, long offset, String reason) {
        super("the journal is damaged in " + segment + " at byte " + offset + ": " + reason
                + ". Nothing was changed. `sluice journal verify --data DIR` says which records are readable and what to do: "
                + "`--repair` keeps them all.");
    }
}
