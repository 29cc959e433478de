package io.sluice.gateway.guard.digestauth;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * {@code digest_auth {username, password, realm: "Webhook API", algorithm: "MD5", qop: "auth"}}, and beyond the compatible format:
 *
 * <ul>
 *   <li>{@code password}, {@code algorithm} and {@code qop} may be lists
 *   <li>{@code algorithm}: MD5, SHA-256, SHA-512-256, each also with {@code -sess}; {@code qop}: auth, auth-int
 *   <li>{@code nonce_lifetime} (5 min): how long a nonce may be used
 *   <li>{@code userhash} (false): whether senders are asked to hash the name
 * </ul>
 */
public final class DigestAuthFactory implements GuardFactory {
    private static final String KEY = "digest_auth";

    private final Surroundings around;
    private final Supplier<NonceKeys> keys;
    private final RandomGenerator random;

    public DigestAuthFactory(Surroundings around) {
        this(around, new SecureRandom());
    }

    private DigestAuthFactory(Surroundings around, RandomGenerator random) {
        this(around, new KeysOnDemand(around, random), random);
    }

    /** @param random what nobody can guess */
    DigestAuthFactory(Surroundings around, Supplier<NonceKeys> keys, RandomGenerator random) {
        this.around = around;
        this.keys = keys;
        this.random = random;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        return new Plan(webhook.section(KEY).map(this::settings).orElse(DigestAuthSettings.NONE), this);
    }

    private DigestAuthSettings settings(Section section) {
        String username = section.requiredString("username");
        if (username.contains(":")) {
            section.problem("username", "holds a colon, which ends a user's name (RFC 7616)", "choose another name");
        }
        String realm = section.string("realm", DigestAuthSettings.REALM);
        if (!realm.matches("[ -~&&[^\"\\\\]]*")) {
            section.problem("realm", "holds a quote, a backslash, or what is not ASCII", "leave it out");
        }
        return new DigestAuthSettings(
                username,
                Secrets.required(section, "password", around.clock()),
                realm,
                choices(section, "algorithm", DigestAlgorithm.MD5, DigestAlgorithm::named, DigestAlgorithm.names()),
                choices(section, "qop", Protection.AUTH, Protection::named, Protection.names()),
                section.duration(
                        "nonce_lifetime", DigestAuthSettings.LIFETIME, Duration.ofSeconds(1), Duration.ofDays(1)),
                section.flag("userhash", false));
    }

    /** A text, a text with commas as in a challenge, or a list of texts. */
    private static <T> List<T> choices(
            Section section, String key, T otherwise, Function<String, Optional<T>> named, List<String> names) {
        List<T> found = new ArrayList<>();
        for (Section entry : section.entries(key, "name")) {
            for (String name : entry.requiredString("name").split(",", -1)) {
                Optional<T> choice = named.apply(name.strip());
                if (choice.isEmpty()) {
                    section.problem(
                            key, "there is no \"" + name.strip() + "\"", "choose of " + String.join(", ", names));
                }
                choice.filter(one -> !found.contains(one)).ifPresent(found::add);
            }
        }
        if (section.has(key) && section.entries(key, "name").isEmpty()) {
            section.problem(key, "the list is empty", "choose of " + String.join(", ", names));
        }
        return found.isEmpty() ? List.of(otherwise) : List.copyOf(found);
    }

    private record Plan(DigestAuthSettings settings, DigestAuthFactory factory) implements GuardPlan {
        @Override
        public String describe() {
            String choice = settings.passwords().several() ? ", one of " + settings.passwords() : "";
            return "HTTP Digest as " + settings.username() + " with "
                    + join(settings.algorithms(), DigestAlgorithm::token) + ", qop "
                    + join(settings.protections(), Protection::token) + choice;
        }

        private static <T> String join(List<T> all, Function<T, String> name) {
            return all.stream().map(name).collect(Collectors.joining(" or "));
        }

        @Override
        public Guard build() {
            return new DigestAuthGuard(
                    settings,
                    new Nonces(factory.random, settings.lifetime()),
                    factory.keys.get(),
                    factory.around.seen().get());
        }
    }

    /** Made when the first guard is built, when it is known whether there is a Redis; the same for all guards. */
    private static final class KeysOnDemand implements Supplier<NonceKeys> {
        private final Surroundings around;
        private final RandomGenerator random;
        private NonceKeys keys;

        KeysOnDemand(Surroundings around, RandomGenerator random) {
            this.around = around;
            this.random = random;
        }

        @Override
        public synchronized NonceKeys get() {
            if (keys == null) {
                keys = around.redis()
                        .get()
                        .<NonceKeys>map(link -> new SharedNonceKeys(link, around.nanoTime(), random))
                        .orElseGet(() -> NonceKeys.only(NonceKey.random(random)));
            }
            return keys;
        }
    }
}
