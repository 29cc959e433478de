package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.SecretMatch;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.publickey.VerificationKey;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.Secrets;
import io.sluice.gateway.guard.secret.Validity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the list {@code keys}. Each entry has an {@code id} and either {@code public_key} or {@code secret}, one or several of them;
 * {@code algorithm} need not be said where the key tells it.
 */
final class SenderKeys {
    /** How a secret is written. */
    private enum SecretEncoding {
        TEXT,
        BASE64,
        HEX
    }

    private final InstantSource clock;
    private final List<Found> found = new ArrayList<>();

    private record Found(
            String id, RegisteredAlgorithm algorithm, SenderKey.Check check, Validity validity, String label) {}

    private SenderKeys(InstantSource clock) {
        this.clock = clock;
    }

    static List<SenderKey> read(Section section, InstantSource clock) {
        SenderKeys keys = new SenderKeys(clock);
        List<Section> entries = section.entries("keys", "");
        if (entries.isEmpty()) {
            section.problem("keys", "there is no key", "write a list of {\"id\": \"…\", \"public_key\": \"…\"}");
        }
        for (Section entry : entries) {
            keys.entry(entry, entries.size() > 1);
        }
        return keys.found.stream()
                .map(key -> new SenderKey(
                        key.id(), key.algorithm(), key.check(), key.validity(), keys.accepted(key.label())))
                .toList();
    }

    private CompletableFuture<Verdict> accepted(String label) {
        return found.size() > 1
                ? Verdict.Accept.by(new SecretMatch(HttpSignatureFactory.KEY, label))
                        .now()
                : Verdict.Accept.NOW;
    }

    private void entry(Section entry, boolean several) {
        String id = entry.requiredString("id");
        Optional<RegisteredAlgorithm> written = entry.string("algorithm").flatMap(name -> {
            Optional<RegisteredAlgorithm> algorithm = RegisteredAlgorithm.named(name);
            if (algorithm.isEmpty()) {
                entry.problem("algorithm", "is not known", "write one of " + RegisteredAlgorithm.names());
            }
            return algorithm;
        });
        if (entry.has("secret") == entry.has("public_key")) {
            entry.problem("id", "is a key without key, or with two", "write either \"public_key\" or \"secret\"");
        } else if (entry.has("secret")) {
            shared(entry, id, several, written);
        } else {
            asymmetric(entry, id, several, written);
        }
    }

    private void shared(Section entry, String id, boolean several, Optional<RegisteredAlgorithm> written) {
        if (written.isPresent() && written.get() != RegisteredAlgorithm.HMAC) {
            entry.problem("algorithm", "needs a public key", "write \"public_key\", or hmac-sha256");
        }
        SecretEncoding encoding = entry.choice("secret_encoding", SecretEncoding.TEXT);
        Secrets secrets = Secrets.required(entry, "secret", clock);
        for (Secret secret : secrets.all()) {
            Optional<byte[]> bytes = switch (encoding) {
                case TEXT -> Optional.of(secret.bytes());
                case BASE64 -> Encoding.BASE64.decode(secret.value());
                case HEX -> Encoding.HEX.decode(secret.value());
            };
            if (bytes.isEmpty() || bytes.get().length == 0) {
                entry.problem("secret", "is not written as \"secret_encoding\" says", "copy it again");
                continue;
            }
            found.add(new Found(
                    id,
                    RegisteredAlgorithm.HMAC,
                    new SharedKey(bytes.get()),
                    new Validity(secret.notBefore(), secret.notAfter()),
                    label(id, several, secrets.several(), secret.label())));
        }
    }

    private void asymmetric(Section entry, String id, boolean several, Optional<RegisteredAlgorithm> written) {
        PublicKeys keys = PublicKeys.required(
                entry,
                "public_key",
                HttpSignatureFactory.KEY,
                clock,
                key -> algorithm(key, written).isPresent(),
                written.map(one -> "one that is for " + one.wire())
                        .orElse("one that is for one of " + RegisteredAlgorithm.names()));
        for (PublicKeys.Key key : keys.all()) {
            algorithm(key.key(), written).ifPresent(algorithm -> {
                var scheme = algorithm.scheme();
                found.add(new Found(
                        id,
                        algorithm,
                        (signature, base) -> scheme.verifies(key.key(), signature, List.of(base)),
                        key.validity(),
                        label(id, several, keys.all().size() > 1, key.label())));
            });
        }
    }

    /** A key for any signature with RSA is for PSS, unless something else is said. */
    private static Optional<RegisteredAlgorithm> algorithm(VerificationKey key, Optional<RegisteredAlgorithm> written) {
        return written.isPresent()
                ? written.filter(algorithm -> algorithm.takes(key))
                : Arrays.stream(RegisteredAlgorithm.values())
                        .filter(algorithm -> algorithm.takes(key))
                        .findFirst();
    }

    private static String label(String id, boolean several, boolean severalOfOne, String place) {
        if (!several) {
            return place;
        }
        return severalOfOne ? id + "/" + place : id;
    }
}
