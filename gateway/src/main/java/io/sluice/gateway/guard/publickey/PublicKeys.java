package io.sluice.gateway.guard.publickey;

import io.sluice.core.plugin.SecretMatch;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.secret.Validity;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The public keys of one guard, any of which may have signed, so that a sender can change its key. In the settings a text, or a list of
 * texts, of {@code {"value": "…", "id": "…", "not_before": "2026-01-01T00:00:00Z", "not_after": "…"}} and of JWKs. Where a certificate says when
 * it counts and the entry does not, the certificate is believed.
 */
public record PublicKeys(List<Key> all) {
    private static final String VALUE = "value";

    /**
     * One of them.
     *
     * @param label its name, or else its place in the list, from 0
     * @param id its name; empty when it has none
     * @param accepted the verdict that it let a request in
     */
    public record Key(
            String label, String id, VerificationKey key, Validity validity, CompletableFuture<Verdict> accepted) {}

    public PublicKeys {
        all = List.copyOf(all);
    }

    /**
     * Reads the keys under a key of the settings that must be there. Problems go to the section.
     *
     * @param guard the guard's key
     * @param fits whether the guard can use such a key
     * @param otherwise what it needs instead, such as {@code an RSA key}
     */
    public static PublicKeys required(
            Section section,
            String key,
            String guard,
            InstantSource clock,
            Predicate<VerificationKey> fits,
            String otherwise) {
        List<Section> entries = section.entries(key, VALUE);
        if (!section.has(key)) {
            section.problem(key, "the key \"" + key + "\" is missing", "add it");
        } else if (entries.isEmpty()) {
            section.problem(key, "there is no key", "write a text, or a list of texts");
        }
        List<Key> keys = new ArrayList<>();
        for (int index = 0; index < entries.size(); index++) {
            Section entry = entries.get(index);
            boolean several = entries.size() > 1;
            int place = index;
            written(entry).ifPresent(written -> {
                if (!fits.test(written.key())) {
                    entry.problem(VALUE, "is a key of the kind " + written.key().kind(), "take " + otherwise);
                }
                if (written.key().isWeak()) {
                    entry.warning(VALUE, "is an RSA key of fewer than 2048 bits", "ask the sender for a longer one");
                }
                keys.add(key(entry, written, place, guard, several));
            });
        }
        PublicKeys read = new PublicKeys(keys);
        read.warn(section, key, clock.instant());
        return read;
    }

    private static Optional<WrittenKey> written(Section entry) {
        boolean jwk = entry.has("kty");
        try {
            return Optional.of(jwk ? WrittenKey.jwk(entry) : WrittenKey.parse(entry.requiredString(VALUE)));
        } catch (InvalidKeyException unfit) {
            entry.problem(jwk ? "kty" : VALUE, "is no public key: " + unfit.getMessage(), "");
            return Optional.empty();
        }
    }

    private static Key key(Section entry, WrittenKey written, int place, String guard, boolean several) {
        String id = entry.string("id", written.id());
        String label = id.isEmpty() ? Integer.toString(place) : id;
        return new Key(
                label,
                id,
                written.key(),
                Validity.read(entry, written.validity()),
                several ? Verdict.Accept.by(new SecretMatch(guard, label)).now() : Verdict.Accept.NOW);
    }

    private void warn(Section section, String key, Instant now) {
        for (Key one : all) {
            if (now.isAfter(one.validity().notAfter())) {
                section.warning(
                        key,
                        "the time of key " + one.label() + " is over since "
                                + one.validity().notAfter(),
                        "remove it");
            }
        }
        if (!all.isEmpty() && all.stream().noneMatch(one -> one.validity().holds(now))) {
            section.warning(key, "no key counts at present, so nobody gets in", "add one that does");
        }
    }

    /**
     * The first that counts and made the signature. Keys that everybody may know have nothing to hide: the time may tell which one it was.
     *
     * @param nowMicros Unix microseconds
     */
    public Optional<Key> matching(long nowMicros, Predicate<Key> matches) {
        for (Key key : all) {
            if (key.validity().holds(nowMicros) && matches.test(key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** What to tell the operator when none matched: that none counts, or nothing. */
    public String trouble(long nowMicros) {
        boolean any = all.stream().anyMatch(key -> key.validity().holds(nowMicros));
        return any ? "" : "; none of the configured keys counts at this time";
    }

    /** Whether each of them has a name. */
    public boolean named() {
        return all.stream().noneMatch(key -> key.id().isEmpty());
    }

    /** How many there are. */
    @Override
    public String toString() {
        return all.size() == 1 ? "1 key" : all.size() + " keys";
    }
}
