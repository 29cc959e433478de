package io.sluice.core.net;

import io.sluice.core.net.AddressBlock.Use;
import io.sluice.core.settings.Section;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A URL of the settings that may be called, and which addresses its host may lead to: those of the rule, or any when the host stands
 * in {@code allowed_hosts}.
 */
public record AllowedTarget(Target target, AddressRule addresses) {
    private static final Target NOWHERE = new Target("http", "invalid", -1, "/");
    private static final AddressRule ANY = new AddressRule(Set.of(Use.values()));
    private static final String ALLOWED = "allowed_hosts";

    /**
     * Reads the URL under the key, which must be there, and {@code allowed_hosts} beside it. Problems go to the section.
     *
     * @param rule what the environment permits
     */
    public static AllowedTarget read(Section section, String key, AddressRule rule) {
        Set<String> trusted = section.strings(ALLOWED).stream()
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        Target target = target(section, key, trusted, rule);
        return new AllowedTarget(target, trusted.contains(target.host()) ? ANY : rule);
    }

    private static Target target(Section section, String key, Set<String> trusted, AddressRule rule) {
        String url = section.requiredString(key);
        if (url.isEmpty()) {
            return NOWHERE;
        }
        Optional<Target> found = Target.of(url);
        if (found.isEmpty()) {
            section.problem(
                    key,
                    "is no URL that can be sent to",
                    "write http:// or https://, a host, and a path; credentials belong into headers");
            return NOWHERE;
        }
        Target target = found.get();
        if (target.oddlyWritten()) {
            section.problem(key, "the address is oddly written", "write four decimal numbers, such as 192.0.2.1");
        } else if (!trusted.isEmpty() && !trusted.contains(target.host())) {
            section.problem(key, "its host is not among allowed_hosts", "add " + target.host() + " there");
        } else if (trusted.isEmpty()) {
            refusal(target, rule)
                    .ifPresent(reason -> section.problem(
                            key,
                            "leads to an address that is not allowed: " + reason,
                            "if that is meant, add \"" + target.host() + "\" to \"" + ALLOWED + "\""));
        }
        return target;
    }

    /** What can be known without asking for the name's address, which is done at each connection. */
    private static Optional<String> refusal(Target target, AddressRule rule) {
        boolean local = target.host().equals("localhost") || target.host().endsWith(".localhost");
        if (local && !rule.allowed().contains(Use.LOOPBACK)) {
            return Optional.of("loopback");
        }
        return target.literal().flatMap(rule::refusal);
    }
}
