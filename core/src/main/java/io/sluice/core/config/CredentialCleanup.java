package io.sluice.core.config;

import java.util.List;

/**
 * How credentials in payloads and headers are made unreadable before they are stored or logged.
 *
 * @param enabled whether destinations get cleaned events too; the event log is always cleaned
 * @param mode mask the value, or remove the member
 * @param fields further member names beside the built-in ones, any case
 */
public record CredentialCleanup(boolean enabled, Mode mode, List<String> fields) {

    /** What happens to a credential. */
    public enum Mode {
        MASK,
        REMOVE
    }

    /** Masking of the built-in names, for the event log alone. */
    public static final CredentialCleanup DEFAULT = new CredentialCleanup(false, Mode.MASK, List.of());
}
