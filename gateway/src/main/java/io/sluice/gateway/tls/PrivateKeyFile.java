package io.sluice.gateway.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/** Reads a private key from PEM: PKCS#8 (RFC 5958), and the older forms of RSA (RFC 8017) and EC (RFC 5915), which PKCS#8 wraps. */
final class PrivateKeyFile {
    private static final String PLAIN = "\"openssl pkey -in OLD -out NEW\" writes it without a passphrase";
    private static final byte[] VERSION = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;

    private PrivateKeyFile() {}

    /** @throws UnusableFile when there is no key, or none that can be used, with the cure */
    static PrivateKey read(PemFile file) throws UnusableFile {
        for (PemFile.Block block : file.blocks()) {
            if (block.encrypted() || block.label().equals("ENCRYPTED PRIVATE KEY")) {
                throw file.unusable("is encrypted, and nobody is there to be asked for its passphrase", PLAIN);
            }
            if (block.label().endsWith("PRIVATE KEY")) {
                return key(file, block);
            }
        }
        throw file.unusable("holds no private key", "write PEM: from -----BEGIN PRIVATE KEY----- to its END");
    }

    private static PrivateKey key(PemFile file, PemFile.Block block) throws UnusableFile {
        byte[] pkcs8 = switch (block.label()) {
            case "PRIVATE KEY" -> block.der();
            case "RSA PRIVATE KEY" -> wrapped(RSA, block.der());
            case "EC PRIVATE KEY" -> wrapped(der(SEQUENCE, EC, curve(file, block.der())), block.der());
            default ->
                throw file.unusable(
                        "holds a key of the kind " + block.label(), "use one of the kinds RSA, EC and Ed25519");
        };
        for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException another) {
                // A key of another kind: each factory knows its own.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform of this version has " + algorithm, e);
            }
        }
        throw file.unusable(
                "holds a key that cannot be read", "use one of the kinds RSA, EC (P-256, P-384, P-521) and Ed25519");
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, VERSION, algorithm, der(OCTETS, key));
    }

    /** The name of the curve in a key of RFC 5915: {@code SEQUENCE {1, key, [0] curve, [1] public key}}. */
    private static byte[] curve(PemFile file, byte[] key) throws UnusableFile {
        try {
            ByteBuffer in = ByteBuffer.wrap(key);
            ByteBuffer fields = content(in, in.get() & 0xff);
            while (fields.hasRemaining()) {
                int tag = fields.get() & 0xff;
                ByteBuffer field = content(fields, tag);
                if (tag == PARAMETERS) {
                    byte[] curve = new byte[field.remaining()];
                    field.get(curve);
                    return curve;
                }
            }
        } catch (RuntimeException shorterThanItSays) {
            throw file.unusable("holds an EC key that cannot be read", "copy it again");
        }
        throw file.unusable(
                "holds an EC key that does not name its curve",
                "\"openssl pkey -in OLD -out NEW\" writes one that does");
    }

    private static ByteBuffer content(ByteBuffer in, int tag) {
        int length = in.get() & 0xff;
        if (length > 0x80) {
            int count = length & 0x7f;
            length = 0;
            for (int i = 0; i < count; i++) {
                length = Math.addExact(Math.multiplyExact(length, 256), in.get() & 0xff);
            }
        }
        if (tag == 0 || length > in.remaining()) {
            throw new IllegalArgumentException("longer than what is there");
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }

    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            inside.writeBytes(content);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = inside.size();
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(inside.toByteArray());
        return out.toByteArray();
    }
}
