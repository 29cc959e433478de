package io.sluice.core.journal;

import java.nio.ByteBuffer;

/** Content that encodes itself straight into the journal's staging buffer. */
public interface RecordBody {

    /** Exactly how many bytes {@link #writeTo} writes. */
    int size();

    /** Writes the content at the target's position. Called within {@link Journal#append}, on the caller's thread. */
    void writeTo(ByteBuffer target);
}
