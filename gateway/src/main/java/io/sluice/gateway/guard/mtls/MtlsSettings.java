package io.sluice.gateway.guard.mtls;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * Whose certificates are taken. An empty set asks for nothing; of one that is not, one must match.
 *
 * @param fingerprints SHA-256 over the whole certificate, hex in lower case
 * @param issuers who signed the sender's own certificate
 */
record MtlsSettings(
        Set<X500Principal> subjects, Set<AlternativeName> names, Set<String> fingerprints, Set<X500Principal> issuers) {

    /** Of a certificate of whoever it is. */
    static final MtlsSettings ANY = new MtlsSettings(Set.of(), Set.of(), Set.of(), Set.of());

    /** For people. */
    String describe() {
        List<String> parts = new ArrayList<>();
        if (!subjects.isEmpty()) {
            parts.add("for " + joined(subjects));
        }
        if (!names.isEmpty()) {
            parts.add("for " + names.stream().map(Object::toString).sorted().collect(Collectors.joining(" or ")));
        }
        if (!fingerprints.isEmpty()) {
            parts.add(
                    fingerprints.size() == 1
                            ? "with one fingerprint"
                            : "with one of " + fingerprints.size() + " fingerprints");
        }
        if (!issuers.isEmpty()) {
            parts.add("issued by " + joined(issuers));
        }
        return "a client certificate" + (parts.isEmpty() ? "" : " " + String.join(", ", parts));
    }

    private static String joined(Set<X500Principal> names) {
        return names.stream().map(X500Principal::getName).sorted().collect(Collectors.joining(" or "));
    }
}
