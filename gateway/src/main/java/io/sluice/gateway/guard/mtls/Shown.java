package io.sluice.gateway.guard.mtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** A certificate that a sender has shown, as far as the guard looks at it. */
record Shown(X509Certificate certificate) {
    X500Principal subject() {
        return certificate.getSubjectX500Principal();
    }

    X500Principal issuer() {
        return certificate.getIssuerX500Principal();
    }

    /** Those of the kinds that can be configured; none when they cannot be read. */
    List<AlternativeName> names() {
        try {
            Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
            if (entries == null) {
                return List.of();
            }
            List<AlternativeName> names = new ArrayList<>(entries.size());
            for (List<?> entry : entries) {
                AlternativeName.of(entry).ifPresent(names::add);
            }
            return names;
        } catch (CertificateParsingException broken) {
            return List.of();
        }
    }

    /** SHA-256 in hex; empty when it cannot be written as it came. */
    Optional<String> fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Optional.of(HexFormat.of().formatHex(hash));
        } catch (CertificateEncodingException unwritable) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** For the operator who asks what it says. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("it was shown by " + subject().getName());
        lines.add("issued by " + issuer().getName());
        lines.add("for " + names());
        lines.add("SHA-256 fingerprint " + fingerprint().orElse("unknown"));
        lines.add("valid from " + certificate.getNotBefore().toInstant() + " to "
                + certificate.getNotAfter().toInstant());
        return lines;
    }
}
