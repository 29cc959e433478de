package io.sluice.gateway.guard.secret;

import io.sluice.core.settings.Section;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The secrets of one guard, any of which may match, so that a new one can be introduced before the old one goes. In the settings a text,
 * or a list of texts and of {@code {"value": "…", "not_before": "2026-01-01T00:00:00Z", "not_after": "…"}}.
 *
 * <p>A guard makes of it what it compares with: {@code secrets.map(secret -> new HmacKey(secret.bytes()))}. Never shows a secret.
 */
public record Secrets(List<Secret> all) {
    private static final String VALUE = "value";

    public Secrets {
        all = List.copyOf(all);
    }

    /** Makes of a secret what a guard compares with. */
    public interface Form<T> {
        T of(Secret secret);
    }

    /**
     * Reads the secrets under a key that must be there. Problems go to the section; a secret whose time is over, or none that counts, is a
     * warning.
     */
    public static Secrets required(Section section, String key, InstantSource clock) {
        Secrets secrets = optional(section, key, clock);
        if (!section.has(key)) {
            section.problem(key, "the key \"" + key + "\" is missing", "add it");
        }
        return secrets;
    }

    /** The same for a key that need not be there. */
    public static Secrets optional(Section section, String key, InstantSource clock) {
        List<Section> entries = section.entries(key, VALUE);
        if (section.has(key) && entries.isEmpty()) {
            section.problem(key, "there is no secret", "write a text, or a list of texts");
        }
        List<Secret> secrets = new ArrayList<>();
        for (Section entry : entries) {
            secrets.add(secret(Integer.toString(secrets.size()), entry));
        }
        warn(section, key, secrets, clock.instant());
        return new Secrets(secrets);
    }

    private static Secret secret(String label, Section entry) {
        Validity validity = Validity.read(entry, Validity.ALWAYS);
        return new Secret(label, entry.requiredString(VALUE), validity.notBefore(), validity.notAfter());
    }

    private static void warn(Section section, String key, List<Secret> secrets, Instant now) {
        for (Secret secret : secrets) {
            if (now.isAfter(secret.notAfter())) {
                section.warning(key, "the time of " + secret + " is over since " + secret.notAfter(), "remove it");
            }
        }
        if (!secrets.isEmpty() && secrets.stream().noneMatch(secret -> secret.counts(now))) {
            section.warning(key, "no secret counts at present, so nobody gets in", "add one that does");
        }
    }

    /** Whether there is a choice, so that it is worth knowing which one matched. */
    public boolean several() {
        return all.size() > 1;
    }

    /** Which of them count at that moment, for the operator: {@code secret 0 counts; secret 1 does not, its time ended 2026-01-01T00:00:00Z}. */
    static String standing(List<Secret> all, Instant now) {
        return all.stream()
                .map(secret -> {
                    if (secret.counts(now)) {
                        return secret + " counts";
                    }
                    return secret
                            + (now.isBefore(secret.notBefore())
                                    ? " does not yet, its time begins " + secret.notBefore()
                                    : " does not any more, its time ended " + secret.notAfter());
                })
                .collect(Collectors.joining("; "));
    }

    /** What a guard compares with, made once. */
    public <T> Keys<T> map(String guard, Form<T> form) {
        return Keys.of(guard, this, form);
    }

    /** How many there are. */
    @Override
    public String toString() {
        return all.size() == 1 ? "1 secret" : all.size() + " secrets";
    }
}
