package io.sluice.gateway.guard.token;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public key or a certificate as text, RFC 7468. */
sealed interface PemText {
    /** It holds a key that tokens can be verified with. */
    record Found(TokenKey key) implements PemText {}

    /** It holds none. */
    record Unusable(String problem, String cure) implements PemText {}

    /** Whether a text is meant to be one. */
    static boolean looksLikeIt(String text) {
        return text.contains("-----BEGIN ");
    }

    static PemText read(String text) {
        Matcher parts = Pem.BLOCK.matcher(text.strip());
        if (!parts.matches()) {
            return new Unusable(
                    "is no single block in PEM", "write -----BEGIN PUBLIC KEY-----, Base64, and the end line");
        }
        String label = parts.group(1);
        try {
            byte[] der = Base64.getMimeDecoder().decode(parts.group(2));
            return switch (label) {
                case "PUBLIC KEY" -> Pem.usable(Pem.publicKey(der));
                case "CERTIFICATE" -> Pem.usable(Pem.certificate(der));
                default -> Pem.other(label);
            };
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            return new Unusable("holds no readable " + label, "copy it again, with its line breaks");
        }
    }

    /** How it is read. */
    final class Pem {
        private static final Pattern BLOCK = Pattern.compile(
                "-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----", Pattern.DOTALL);

        private Pem() {}

        private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
            for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
                } catch (java.security.spec.InvalidKeySpecException another) {
                    // A key of another kind: each factory knows its own.
                }
            }
            throw new GeneralSecurityException("a key of no known kind");
        }

        private static PublicKey certificate(byte[] der) throws GeneralSecurityException {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        }

        private static PemText usable(PublicKey key) {
            return TokenKey.of(key)
                    .<PemText>map(Found::new)
                    .orElseGet(() -> new Unusable(
                            "holds a key that no algorithm takes",
                            "use RSA with " + TokenKey.SHORTEST_RSA + " bits or more, P-256, P-384, P-521 or Ed25519"));
        }

        private static PemText other(String label) {
            if (label.contains("PRIVATE KEY")) {
                return new Unusable(
                        "is a private key, which only the sender may have",
                        "write what \"openssl pkey -in key.pem -pubout\" prints");
            }
            return new Unusable(
                    "holds \"" + label + "\"",
                    "write a PUBLIC KEY or a CERTIFICATE; \"openssl pkey -pubin\" converts others");
        }
    }
}
