package io.sluice.gateway.guard.mtls;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A subject alternative name (RFC 5280, section 4.2.1.6), in the form in which it is compared.
 *
 * @param text of a host in lower case, of an address as Java writes it, of a mailbox with its domain in lower case, of a URI as it is
 */
record AlternativeName(Kind kind, String text) {
    /** The kinds that can be configured, by their numbers in a certificate. */
    enum Kind {
        EMAIL(1),
        DNS(2),
        URI(6),
        IP(7);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        private String prefix() {
            return name().toLowerCase(Locale.ROOT) + ":";
        }
    }

    /** What is written as {@code dns:…}, {@code uri:…}, {@code email:…} or {@code ip:…}; empty when it is none of them. */
    static Optional<AlternativeName> parse(String written) {
        for (Kind kind : Kind.values()) {
            if (written.regionMatches(true, 0, kind.prefix(), 0, kind.prefix().length())) {
                return of(kind, written.substring(kind.prefix().length()).strip());
            }
        }
        return Optional.empty();
    }

    /** How kinds are written, for messages. */
    static String prefixes() {
        return Arrays.stream(Kind.values()).map(kind -> kind.prefix() + "…").collect(Collectors.joining(", "));
    }

    /** One of a certificate, as Java gives it: a number and a value. Empty when its kind is not one that can be configured. */
    static Optional<AlternativeName> of(List<?> entry) {
        for (Kind kind : Kind.values()) {
            if (entry.getFirst().equals(kind.number) && entry.get(1) instanceof String value) {
                return of(kind, value);
            }
        }
        return Optional.empty();
    }

    private static Optional<AlternativeName> of(Kind kind, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (kind) {
            case DNS -> Optional.of(new AlternativeName(kind, value.toLowerCase(Locale.ROOT)));
            case URI -> Optional.of(new AlternativeName(kind, value));
            case EMAIL -> {
                int at = value.lastIndexOf('@') + 1;
                yield Optional.of(new AlternativeName(
                        kind, value.substring(0, at) + value.substring(at).toLowerCase(Locale.ROOT)));
            }
            case IP -> address(value);
        };
    }

    private static Optional<AlternativeName> address(String value) {
        try {
            return Optional.of(
                    new AlternativeName(Kind.IP, InetAddress.ofLiteral(value).getHostAddress()));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return kind.prefix() + text;
    }
}
