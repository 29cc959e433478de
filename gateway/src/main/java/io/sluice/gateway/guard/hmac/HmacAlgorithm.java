package io.sluice.gateway.guard.hmac;

import java.util.Locale;

/** The hash functions of HMAC, RFC 2104. */
public enum HmacAlgorithm {
    SHA1,
    SHA256,
    SHA384,
    SHA512;

    /** Its name for {@link javax.crypto.Mac}. */
    String javaName() {
        return "Hmac" + name();
    }

    /** What may stand before a signature: {@code sha256=}. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT) + "=";
    }

    /** How many bytes a signature has. */
    public int bytes() {
        return new HmacKey(this, new byte[1]).length();
    }
}
