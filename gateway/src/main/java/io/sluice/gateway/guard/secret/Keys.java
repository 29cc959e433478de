package io.sluice.gateway.guard.secret;

import io.sluice.core.plugin.SecretMatch;
import io.sluice.core.plugin.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;

/**
 * A guard's secrets in the form in which they are compared, and the verdict ready made that says which one matched. Thread-safe when the
 * form is.
 *
 * @param <T> the form
 */
public final class Keys<T> {
    /**
     * One of them.
     *
     * @param accepted the request may pass, and this one let it in
     */
    public record Key<T>(Secret secret, T form, CompletableFuture<Verdict> accepted) {
        /** The verdict itself. */
        public Verdict.Accept verdict() {
            return (Verdict.Accept) accepted.join();
        }
    }

    private final List<Key<T>> keys;
    /** Each of the keys as what is found, ready made: finding one allocates nothing. */
    private final List<Optional<Key<T>>> found;

    private final boolean always;

    private Keys(List<Key<T>> keys) {
        this.keys = keys;
        this.found = keys.stream().map(Optional::of).toList();
        this.always = keys.stream()
                .allMatch(key -> key.secret().notBefore().equals(Instant.MIN)
                        && key.secret().notAfter().equals(Instant.MAX));
    }

    static <T> Keys<T> of(String guard, Secrets secrets, Secrets.Form<T> form) {
        return new Keys<>(secrets.all().stream()
                .map(secret -> new Key<>(
                        secret,
                        form.of(secret),
                        secrets.several()
                                ? Verdict.Accept.by(new SecretMatch(guard, secret.label()))
                                        .now()
                                : Verdict.Accept.NOW))
                .toList());
    }

    /**
     * The first that counts and matches. All that count are tried, also behind one that matches, so that the time tells nothing.
     *
     * @param nowMicros Unix microseconds
     * @param sent what they are compared with
     * @param matches compares in a time that does not depend on the secret
     */
    public <S> Optional<Key<T>> matching(long nowMicros, S sent, BiPredicate<T, S> matches) {
        Optional<Key<T>> first = Optional.empty();
        Instant now = always ? Instant.EPOCH : instant(nowMicros);
        for (int i = 0; i < keys.size(); i++) {
            Key<T> key = keys.get(i);
            boolean counts = always || key.secret().counts(now);
            if (counts && matches.test(key.form(), sent) && first.isEmpty()) {
                first = found.get(i);
            }
        }
        return first;
    }

    /** What to tell the operator when none matched: that none counts, or nothing. */
    public String trouble(long nowMicros) {
        boolean any = always || keys.stream().anyMatch(key -> key.secret().counts(instant(nowMicros)));
        return any ? "" : "; none of the configured secrets counts at this time";
    }

    /** Which secrets count, for the operator. */
    public String standing(long nowMicros) {
        return Secrets.standing(keys.stream().map(Key::secret).toList(), instant(nowMicros));
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    @Override
    public String toString() {
        return keys.size() + " keys";
    }
}
