package io.sluice.gateway.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of PEM blocks (RFC 7468), read.
 *
 * @param variable the environment variable that names it, for messages
 */
record PemFile(String variable, Path file, String text) {
    private static final long MOST_BYTES = 4 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);

    /** @param encrypted whether the lines of an old way to encrypt stand in it, RFC 1421 */
    @SuppressWarnings("ArrayRecordComponent") // not compared, not copied
    record Block(String label, byte[] der, boolean encrypted) {
        @Override
        public String toString() {
            return label;
        }
    }

    /** @throws UnusableFile when it cannot be read, with the cure */
    static PemFile read(String variable, Path file) throws UnusableFile {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UnusableFile(variable, file, "is larger than 4 MB", "name a file in PEM");
            }
            return new PemFile(variable, file, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException absent) {
            throw new UnusableFile(variable, file, "does not exist", "write the path of a file that does");
        } catch (AccessDeniedException denied) {
            throw new UnusableFile(variable, file, "must not be read", "let the user of this process read it");
        } catch (IOException failed) {
            throw new UnusableFile(variable, file, "cannot be read", "look at it: " + failed.getMessage());
        }
    }

    /** All blocks in their order; what stands between them is commentary. */
    List<Block> blocks() throws UnusableFile {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            String inside = found.group(2);
            boolean encrypted = inside.contains("Proc-Type:");
            try {
                byte[] der = encrypted ? new byte[0] : Base64.getDecoder().decode(inside.replaceAll("\\s", ""));
                blocks.add(new Block(found.group(1), der, encrypted));
            } catch (IllegalArgumentException noBase64) {
                throw unusable("has a " + found.group(1) + " that is not in Base64", "copy it again");
            }
        }
        return blocks;
    }

    /** The certificates in it, at least one. */
    List<X509Certificate> certificates() throws UnusableFile {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                found.add(certificate(block));
            }
        }
        if (found.isEmpty()) {
            throw unusable("holds no certificate", "write PEM: from -----BEGIN CERTIFICATE----- to its END");
        }
        return List.copyOf(found);
    }

    private X509Certificate certificate(Block block) throws UnusableFile {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException broken) {
            throw unusable("holds a certificate that cannot be read", "copy it again");
        }
    }

    UnusableFile unusable(String problem, String cure) {
        return new UnusableFile(variable, file, problem, cure);
    }

    /** Without the text, which may be a key. */
    @Override
    public String toString() {
        return variable + " " + file;
    }
}
