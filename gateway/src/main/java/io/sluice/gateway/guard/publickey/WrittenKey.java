package io.sluice.gateway.guard.publickey;

import io.sluice.core.settings.Problems;
import io.sluice.core.settings.Section;
import io.sluice.core.settings.SettingsFile;
import io.sluice.gateway.guard.secret.Validity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key as it is written, and what is said of it there.
 *
 * @param id the {@code kid} of a JWK; empty when there is none
 * @param validity that of a certificate; always when it is none
 */
public record WrittenKey(VerificationKey key, String id, Validity validity) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+?)\\s*-----END \\1-----");
    private static final int ED25519_BYTES = 32;
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /**
     * Reads PEM (a public key or a certificate; {@code \n} may stand for the ends of lines, as in an environment variable), a JWK (RFC 7517), or the
     * bytes in hex or Base64: 32 of an Ed25519 key, or those that PEM would have.
     *
     * @throws InvalidKeyException when it is none of them, or the key is not fit; with the cure in the message, without the text
     */
    public static WrittenKey parse(String text) throws InvalidKeyException {
        String written = text.replace("\\n", "\n").strip();
        if (written.startsWith("-----")) {
            return pem(written);
        }
        return written.startsWith("{") ? jwkText(written) : bytes(written);
    }

    /** Reads a JWK that stands in the settings as an object. */
    public static WrittenKey jwk(Section jwk) throws InvalidKeyException {
        return new WrittenKey(Jwk.read(jwk), jwk.string("kid", ""), Validity.ALWAYS);
    }

    private static WrittenKey jwkText(String written) throws InvalidKeyException {
        Problems problems = new Problems();
        Section jwk = SettingsFile.parse("JWK", written.getBytes(StandardCharsets.UTF_8), Map.of(), problems);
        if (!problems.errors().isEmpty()) {
            throw new InvalidKeyException("it is no JWK: the JSON is malformed");
        }
        return jwk(jwk);
    }

    private static WrittenKey pem(String written) throws InvalidKeyException {
        Matcher block = PEM.matcher(written);
        if (!block.find()) {
            throw new InvalidKeyException("it is no PEM: a block from -----BEGIN PUBLIC KEY----- to its END is");
        }
        String label = block.group(1);
        byte[] der;
        try {
            der = Base64.getDecoder().decode(block.group(2).replaceAll("\\s", ""));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidKeyException("its PEM is not in Base64: copy it again", wrong);
        }
        if (label.contains("PRIVATE KEY")) {
            throw new InvalidKeyException(
                    "it is a private key, which belongs to the sender alone: take the public one");
        }
        if (block.find()) {
            throw new InvalidKeyException("there is more than one in it: write a list with one in each entry");
        }
        return switch (label) {
            case "PUBLIC KEY" -> plain(subjectPublicKeyInfo(der));
            case "RSA PUBLIC KEY" -> plain(subjectPublicKeyInfo(wrapped(der)));
            case "CERTIFICATE" -> certificate(der);
            default ->
                throw new InvalidKeyException(
                        "a PEM with " + label + " is not taken: PUBLIC KEY, RSA PUBLIC KEY and CERTIFICATE are");
        };
    }

    private static WrittenKey plain(VerificationKey key) {
        return new WrittenKey(key, "", Validity.ALWAYS);
    }

    private static WrittenKey bytes(String written) throws InvalidKeyException {
        Optional<byte[]> bytes = written.matches("([0-9A-Fa-f]{2})+")
                ? Optional.of(HexFormat.of().parseHex(written))
                : base64(written.replaceAll("\\s", ""));
        if (bytes.isEmpty()) {
            throw new InvalidKeyException("it is neither PEM, nor a JWK, nor hex, nor Base64");
        }
        return plain(bytes.get().length == ED25519_BYTES ? ed25519(bytes.get()) : subjectPublicKeyInfo(bytes.get()));
    }

    private static Optional<byte[]> base64(String written) {
        try {
            boolean url = written.indexOf('-') >= 0 || written.indexOf('_') >= 0;
            return Optional.of((url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(written));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /** A key of RFC 8032, as its 32 bytes. */
    static VerificationKey ed25519(byte[] point) throws InvalidKeyException {
        byte[] der = new byte[ED25519_HEAD.length + ED25519_BYTES];
        System.arraycopy(ED25519_HEAD, 0, der, 0, ED25519_HEAD.length);
        System.arraycopy(point, 0, der, ED25519_HEAD.length, ED25519_BYTES);
        return subjectPublicKeyInfo(der);
    }

    private static VerificationKey subjectPublicKeyInfo(byte[] der) throws InvalidKeyException {
        for (String algorithm : List.of("Ed25519", "EC", "RSA", "RSASSA-PSS")) {
            try {
                return VerificationKey.of(
                        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
            } catch (InvalidKeySpecException another) {
                // one of the others, or none
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform of this version has " + algorithm, e);
            }
        }
        throw new InvalidKeyException("its bytes are no public key of the kinds Ed25519, RSA and ECDSA");
    }

    private static WrittenKey certificate(byte[] der) throws InvalidKeyException {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new WrittenKey(
                    VerificationKey.of(certificate.getPublicKey()),
                    "",
                    new Validity(
                            certificate.getNotBefore().toInstant(),
                            certificate.getNotAfter().toInstant()));
        } catch (InvalidKeyException unfit) {
            throw unfit;
        } catch (GeneralSecurityException malformed) {
            throw new InvalidKeyException("it is no certificate: copy it again", malformed);
        }
    }

    /** An RSAPublicKey of RFC 8017 as a SubjectPublicKeyInfo of RFC 5280. */
    private static byte[] wrapped(byte[] rsa) {
        byte[] bits = element(0x03, new byte[] {0}, rsa);
        return element(0x30, RSA_ALGORITHM, bits);
    }

    private static byte[] element(int tag, byte[] first, byte[] second) {
        int length = first.length + second.length;
        byte[] der = new byte[length + 4];
        der[0] = (byte) tag;
        der[1] = (byte) 0x82;
        der[2] = (byte) (length >> 8);
        der[3] = (byte) length;
        System.arraycopy(first, 0, der, 4, first.length);
        System.arraycopy(second, 0, der, 4 + first.length, second.length);
        return der;
    }
}
