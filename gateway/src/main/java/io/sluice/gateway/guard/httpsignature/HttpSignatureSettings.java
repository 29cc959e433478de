package io.sluice.gateway.guard.httpsignature;

import io.sluice.gateway.guard.structured.StructuredField;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a signature must be like.
 *
 * @param components what must be signed at least
 * @param label of the signature that counts; any when empty
 * @param tag that it must have; any or none when empty
 * @param tolerance how far its creation may lie from now
 * @param once whether a request is taken once
 * @param nonce whether it must have one
 * @param types of structured fields, by their name in lower case
 */
record HttpSignatureSettings(
        List<SenderKey> keys,
        List<String> components,
        Optional<String> label,
        Optional<String> tag,
        Duration tolerance,
        boolean once,
        boolean nonce,
        Map<String, StructuredField.Type> types) {
    static final String DIGEST = "content-digest";
    static final List<String> COMPONENTS = List.of("@method", "@target-uri", DIGEST);
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** What stands for settings that are wrong and never used. */
    static final HttpSignatureSettings NONE = new HttpSignatureSettings(
            List.of(), COMPONENTS, Optional.empty(), Optional.empty(), TOLERANCE, true, false, Map.of());
}
