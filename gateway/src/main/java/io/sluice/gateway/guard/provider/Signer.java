package io.sluice.gateway.guard.provider;

import java.util.List;

/** What signs with a secret. Thread-safe, never shows the secret. */
@FunctionalInterface
interface Signer {

    /** The signature of a text. */
    byte[] sign(List<byte[]> pieces);
}
