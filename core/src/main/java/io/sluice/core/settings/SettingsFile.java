package io.sluice.core.settings;

import java.util.Map;

/**
 * One settings file: an object in JSON (RFC 8259, a byte order mark tolerated), with variables substituted. Malformed text,
 * repeated keys and missing variables are reported to the problems; {@link #root()} then is as much as could be read.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedMethod"}) // signatures published ahead of the code
public final class SettingsFile {
    private final Section root;

    private SettingsFile(Section root) {
        this.root = root;
    }

    /**
     * Reads a file's content.
     *
     * @param file the name that problems carry
     * @param environment the variables that {@code {$NAME}} stands for
     */
    public static SettingsFile parse(String file, byte[] content, Map<String, String> environment, Problems problems) {
        throw new UnsupportedOperationException(file);
    }

    /** The whole file; empty when it was malformed. */
    public Section root() {
        return root;
    }

    /** Reports every key that nobody has asked for. To be called after everything was read. */
    public void reportUnknownKeys() {
        throw new UnsupportedOperationException();
    }
}
