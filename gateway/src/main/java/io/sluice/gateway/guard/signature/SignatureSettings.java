package io.sluice.gateway.guard.signature;

import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.publickey.EcdsaForm;
import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.publickey.SignatureScheme;
import io.sluice.gateway.guard.signing.Signing;
import java.util.List;
import java.util.Optional;

/**
 * How requests are signed.
 *
 * @param keyIdHeader where the name of the key stands, when only that one may match
 */
record SignatureSettings(PublicKeys keys, SignatureScheme scheme, Signing signing, Optional<String> keyIdHeader) {
    static final String HEADER = "X-Signature";

    /** What stands for settings that are wrong and never used. */
    static final SignatureSettings NONE = new SignatureSettings(
            new PublicKeys(List.of()),
            new SignatureScheme(SignatureAlgorithm.ED25519, EcdsaForm.DER),
            Signing.ofBody(HEADER, Encoding.BASE64),
            Optional.empty());
}
