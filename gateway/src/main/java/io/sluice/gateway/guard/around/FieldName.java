package io.sluice.gateway.guard.around;

import io.sluice.core.settings.Section;

/** Names of header fields in the settings. */
public final class FieldName {
    private FieldName() {}

    /** Whether a header field can have that name: a token of RFC 9110, section 5.6.2. */
    public static boolean isValid(String name) {
        return name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
    }

    /** Reads a name; what cannot be one is a problem. */
    public static String read(Section section, String key, String otherwise) {
        String name = section.string(key, otherwise).strip();
        if (!isValid(name)) {
            section.problem(key, "is no name of a header", "write a name such as X-Signature");
            return otherwise;
        }
        return name;
    }
}
