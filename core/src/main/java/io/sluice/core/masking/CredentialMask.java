package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.event.Event;
import io.sluice.core.event.Header;
import java.util.List;

/** Makes credentials unreadable, in JSON and in headers. Immutable; thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // signatures published ahead of the code
public final class CredentialMask {

    /** What stands in the place of a credential. */
    public static final String MASK = "***REDACTED***";

    @SuppressWarnings("UnusedVariable") // signature published ahead of the scanner
    public CredentialMask(CredentialCleanup cleanup) {}

    /**
     * The document without credentials: the same array when there were none in it, or when it is not well-formed JSON.
     */
    public byte[] json(byte[] document) {
        throw new UnsupportedOperationException();
    }

    /** The headers without credentials; the same list when there were none in it. */
    public List<Header> headers(List<Header> headers) {
        throw new UnsupportedOperationException();
    }

    /** The headers as a JSON object in UTF-8 without credentials: names in lower case, repeated ones joined with a comma. */
    public byte[] headersAsJson(List<Header> headers) {
        throw new UnsupportedOperationException();
    }

    /** The event without credentials in body and headers: what a destination gets whose webhook asks for it. */
    public Event clean(Event event) {
        throw new UnsupportedOperationException();
    }
}
