package io.sluice.core.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The journal holds something that a crash cannot have caused. Nothing was changed; the message names the place and the way out. */
public final class JournalDamaged extends IOException {
    private static final long serialVersionUID = 1L;

    JournalDamaged(Path segment, long offset, String reason) {
        super("the journal is damaged in " + segment + " at byte " + offset + ": " + reason
                + ". Nothing was changed. `sluice journal verify --data DIR` shows what is readable; restore the segment from a copy, "
                + "or move the journal folder away to start with an empty one.");
    }
}
