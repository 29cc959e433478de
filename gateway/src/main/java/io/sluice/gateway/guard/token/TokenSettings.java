package io.sluice.gateway.guard.token;

import io.sluice.core.net.AllowedTarget;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.outgoing.GuardClient;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** With which keys and algorithms tokens are signed, as the settings say it. Read, not built: nothing is fetched. Never shows a key. */
public final class TokenSettings {
    private static final String NAME = "name";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private final Secrets secrets;
    private final Map<Secret, TokenKey> keys;
    private final Optional<AllowedTarget> url;
    private final FetchedKeys.Ages ages;
    private final Set<TokenAlgorithm> algorithms;
    private final TokenRules rules;

    /**
     * The keys under which all that stands.
     *
     * @param secret a shared secret, or a public key in PEM where the algorithm takes one
     * @param publicKey a public key or a certificate in PEM
     * @param url of a JWK Set
     * @param algorithms one or a list
     * @param usual the algorithms when nothing is said; those count which the keys fit
     */
    public record Names(
            String secret,
            String encoding,
            String publicKey,
            String url,
            String algorithms,
            Set<TokenAlgorithm> usual) {
        /** Those of them that say where the keys come from. */
        List<String> sources() {
            return List.of(secret, publicKey, url);
        }

        /** Whether the settings say where the keys come from. */
        public boolean present(Section section) {
            return sources().stream().anyMatch(section::has);
        }
    }

    /** How a shared secret is written. */
    private enum SecretEncoding {
        TEXT,
        HEX,
        BASE64,
        BASE64URL
    }

    private TokenSettings(
            Secrets secrets,
            Map<Secret, TokenKey> keys,
            Optional<AllowedTarget> url,
            FetchedKeys.Ages ages,
            Set<TokenAlgorithm> algorithms,
            TokenRules rules) {
        this.secrets = secrets;
        this.keys = keys;
        this.url = url;
        this.ages = ages;
        this.algorithms = algorithms;
        this.rules = rules;
    }

    /** Reads them. Problems go to the section. */
    public static TokenSettings read(Section section, Names names, Surroundings around) {
        return new Reader(section, names, around).read();
    }

    private record Reader(Section section, Names names, Surroundings around) {
        TokenSettings read() {
            List<String> sources = names.sources().stream().filter(section::has).toList();
            if (sources.size() != 1) {
                String cure = "write one of " + String.join(", ", names.sources());
                section.problem(
                        sources.isEmpty() ? names.secret() : sources.getLast(),
                        sources.isEmpty()
                                ? "it is not said with which key tokens are signed"
                                : "there is another source of keys beside it: " + sources.getFirst(),
                        cure);
            }
            Set<TokenAlgorithm> written = algorithms();
            TokenRules rules = TokenRules.read(section);
            return section.has(names.url()) ? fetched(written, rules) : configured(written, rules);
        }

        private Set<TokenAlgorithm> algorithms() {
            Set<TokenAlgorithm> found = EnumSet.noneOf(TokenAlgorithm.class);
            for (Section entry : section.entries(names.algorithms(), NAME)) {
                String name = entry.requiredString(NAME);
                TokenAlgorithm.inSettings(name).ifPresentOrElse(found::add, () -> {
                    if (!name.isEmpty()) {
                        section.problem(
                                names.algorithms(), "\"" + name + "\" is none that is taken", "use one of " + all());
                    }
                });
            }
            if (section.has(names.algorithms()) && found.isEmpty()) {
                section.problem(names.algorithms(), "there is no algorithm", "use one of " + all());
            }
            return found;
        }

        private static String all() {
            return written(EnumSet.allOf(TokenAlgorithm.class));
        }

        private TokenSettings fetched(Set<TokenAlgorithm> written, TokenRules rules) {
            AllowedTarget target = around.clients().read(section, names.url());
            Set<TokenAlgorithm> taken = EnumSet.noneOf(TokenAlgorithm.class);
            taken.addAll(written.isEmpty() ? names.usual() : written);
            if (!written.isEmpty() && taken.removeIf(TokenSettings::isShared)) {
                section.problem(
                        names.algorithms(),
                        "holds an algorithm of shared secrets, and what stands behind a URL is not secret",
                        "use one such as RS256 or ES256");
            }
            taken.removeIf(TokenSettings::isShared);
            if (taken.isEmpty()) {
                taken.add(TokenAlgorithm.RS256);
            }
            Duration age = section.duration("jwks_max_age", Duration.ofMinutes(15), SHORTEST, LONGEST);
            Duration stale = section.duration("jwks_max_stale", Duration.ofDays(1), SHORTEST, LONGEST);
            if (stale.compareTo(age) < 0) {
                section.problem("jwks_max_stale", "is shorter than jwks_max_age", "make it longer");
            }
            return new TokenSettings(
                    new Secrets(List.of()),
                    Map.of(),
                    Optional.of(target),
                    new FetchedKeys.Ages(age, stale),
                    taken,
                    rules);
        }

        private TokenSettings configured(Set<TokenAlgorithm> written, TokenRules rules) {
            boolean pem = section.has(names.publicKey());
            String key = pem ? names.publicKey() : names.secret();
            SecretEncoding encoding = section.choice(names.encoding(), SecretEncoding.TEXT);
            Secrets secrets = Secrets.optional(section, key, around.clock());
            Map<Secret, TokenKey> keys = new HashMap<>();
            for (Secret secret : secrets.all()) {
                key(key, secret, pem, encoding).ifPresent(found -> keys.put(secret, found));
            }
            Set<TokenAlgorithm> taken = EnumSet.noneOf(TokenAlgorithm.class);
            for (TokenKey found : keys.values()) {
                taken.addAll(fitting(key, found, written));
            }
            Set<TokenAlgorithm> idle = EnumSet.noneOf(TokenAlgorithm.class);
            idle.addAll(written);
            idle.removeAll(taken);
            if (!idle.isEmpty() && !taken.isEmpty()) {
                section.warning(names.algorithms(), "no key is for " + written(idle), "remove it, or add its key");
            }
            return new TokenSettings(
                    secrets, keys, Optional.empty(), new FetchedKeys.Ages(SHORTEST, SHORTEST), taken, rules);
        }

        /** The algorithms that such a key is used with: those that are written, else the usual ones, else its own. */
        private Set<TokenAlgorithm> fitting(String place, TokenKey key, Set<TokenAlgorithm> written) {
            Set<TokenAlgorithm> fitting = EnumSet.noneOf(TokenAlgorithm.class);
            fitting.addAll(written.isEmpty() ? names.usual() : written);
            fitting.removeIf(algorithm -> !key.fits(algorithm));
            if (fitting.isEmpty() && written.isEmpty()) {
                fitting.add(key.usual());
            }
            if (fitting.isEmpty()) {
                section.problem(
                        place,
                        "is " + key.kind() + ", which " + written(written) + " cannot use",
                        "write the other kind of key");
            }
            if (key instanceof TokenKey.Shared shared) {
                int bytes = fitting.stream()
                                .mapToInt(TokenAlgorithm::hashBits)
                                .max()
                                .orElse(0)
                        / 8;
                if (shared.bytes() < bytes) {
                    section.warning(
                            place,
                            "has " + shared.bytes() + " bytes and can be guessed from one token",
                            "agree on a random one of " + bytes + " bytes or more (RFC 7518, section 3.2)");
                }
            }
            return fitting;
        }

        private Optional<TokenKey> key(String place, Secret secret, boolean pem, SecretEncoding encoding) {
            if (secret.value().isBlank()) {
                if (!secret.value().isEmpty()) {
                    section.problem(place, "is blank", "write the key");
                }
                return Optional.empty();
            }
            if (pem || PemText.looksLikeIt(secret.value())) {
                return switch (PemText.read(secret.value())) {
                    case PemText.Found(TokenKey key) -> Optional.of(key);
                    case PemText.Unusable(String problem, String cure) -> {
                        section.problem(place, problem, cure);
                        yield Optional.empty();
                    }
                };
            }
            Optional<byte[]> bytes = switch (encoding) {
                case TEXT -> Optional.of(secret.bytes());
                case HEX -> Encoding.HEX.decode(secret.value());
                case BASE64 -> Encoding.BASE64.decode(secret.value());
                case BASE64URL -> Encoding.BASE64URL.decode(secret.value());
            };
            if (bytes.filter(found -> found.length > 0).isEmpty()) {
                section.problem(place, "is not written as " + names.encoding() + " says", "copy it again");
                return Optional.empty();
            }
            return bytes.map(TokenKey::shared);
        }
    }

    private static boolean isShared(TokenAlgorithm algorithm) {
        return algorithm.family() == TokenAlgorithm.Family.HMAC;
    }

    private static String written(Set<TokenAlgorithm> algorithms) {
        return algorithms.stream().map(TokenAlgorithm::written).collect(Collectors.joining(", "));
    }

    /** What tokens are signed with, for {@code sluice check}. */
    public String describe() {
        return written(algorithms)
                + url.map(target -> ", with keys from " + target.target()).orElse("")
                + (secrets.several() ? ", one of " + secrets.all().size() + " keys" : "");
    }

    /**
     * Makes the check.
     *
     * @param guard the key of the guard that checks tokens
     * @param threads where signatures are verified that take long
     */
    public TokenCheck build(String guard, Surroundings around, TokenThreads threads) {
        TokenKeys found = url.<TokenKeys>map(target -> new FetchedKeys(
                        around.clients().client(target, GuardClient.Limits.DEFAULT), ages, around.nanoTime()))
                .orElseGet(() -> new ConfiguredKeys(secrets.map(guard, keys::get)));
        return new TokenCheck(algorithms, found, rules, threads);
    }

    /** What the claims must say. */
    public TokenRules rules() {
        return rules;
    }

    @Override
    public String toString() {
        return describe();
    }
}
