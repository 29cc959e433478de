package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.publickey.EcdsaForm;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.publickey.SignatureScheme;
import io.sluice.gateway.guard.publickey.VerificationKey;
import io.sluice.gateway.guard.publickey.WrittenKey;
import io.sluice.gateway.guard.signing.FieldInHeader;
import io.sluice.gateway.guard.signing.SignedText;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Signatures with Ed25519, RFC 8032, that stand beside those with a shared secret or instead of them. Which of the two a secret is for, what
 * it begins with says.
 *
 * @param field what such signatures begin with
 * @param publicPrefix what a public key begins with, which is 32 bytes in Base64
 * @param privatePrefix what a private key begins with: its 32 bytes in Base64, the public key behind them or not
 */
record Ed25519Form(FieldInHeader field, String publicPrefix, String privatePrefix) {
    private static final SignatureScheme SCHEME = new SignatureScheme(SignatureAlgorithm.ED25519, EcdsaForm.RAW);
    /** Bytes of a signature, RFC 8032. */
    static final int SIGNATURE_BYTES = 64;

    private static final int KEY_BYTES = 32;

    /** Reads the object {@code public_key} of a provider's file. */
    static Optional<Ed25519Form> of(Section file, SignatureHeader signature) {
        return file.section("public_key")
                .map(section -> new Ed25519Form(
                        new FieldInHeader(signature.fields().separator(), section.requiredString("prefix")),
                        section.requiredString("secret_prefix"),
                        section.requiredString("signing_secret_prefix")));
    }

    boolean isPublicKey(String secret) {
        return secret.startsWith(publicPrefix);
    }

    boolean isPrivateKey(String secret) {
        return secret.startsWith(privatePrefix);
    }

    /** Reads a public key; empty when it is none. */
    Optional<VerificationKey> publicKey(String secret) {
        String text = secret.substring(publicPrefix.length());
        if (Encoding.BASE64
                .decode(text)
                .filter(bytes -> bytes.length == KEY_BYTES)
                .isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(WrittenKey.parse(text).key());
        } catch (InvalidKeyException unfit) {
            return Optional.empty();
        }
    }

    static boolean matches(VerificationKey key, SignedText signed, WebhookRequest request, byte[] signature) {
        return SCHEME.verifies(key, signature, signed.pieces(request));
    }

    /** @throws IllegalArgumentException when that is no private key */
    byte[] sign(String secret, SignedText signed, WebhookRequest request) {
        byte[] key = Encoding.BASE64
                .decode(secret.substring(privatePrefix.length()))
                .filter(bytes -> bytes.length == KEY_BYTES || bytes.length == 2 * KEY_BYTES)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the secret is no private key: 32 or 64 bytes in base64 behind " + privatePrefix));
        try {
            PrivateKey seed = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(key, KEY_BYTES)));
            Signature java = Signature.getInstance("Ed25519");
            java.initSign(seed);
            for (byte[] piece : signed.pieces(request)) {
                java.update(piece);
            }
            return java.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform of this version has Ed25519", e);
        }
    }

    /** What to say of a public key that is none. */
    String fault() {
        return "no public key of Ed25519 in base64 behind " + publicPrefix;
    }

    /** Signatures of this kind in a header's value. */
    List<byte[]> signatures(String value) {
        return SignatureHeader.signatures(value, field, Encoding.BASE64);
    }
}
