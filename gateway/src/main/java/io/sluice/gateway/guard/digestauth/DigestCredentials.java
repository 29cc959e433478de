package io.sluice.gateway.guard.digestauth;

import io.sluice.gateway.guard.around.AuthParameters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a sender says in the header {@code Authorization}, RFC 7616 section 3.4. */
sealed interface DigestCredentials {
    /**
     * All of it is there and has the right form; whether it is right is another question.
     *
     * @param username one character for each byte of its UTF-8, or its hash
     * @param hashed whether the name is hashed
     * @param uri the target that the response was computed for
     * @param count how often the nonce was used: eight hexadecimal digits
     */
    record Said(
            String username,
            boolean hashed,
            String realm,
            String uri,
            DigestAlgorithm algorithm,
            Protection protection,
            String nonce,
            String count,
            String clientNonce,
            String response)
            implements DigestCredentials {}

    /**
     * It cannot be gone by.
     *
     * @param cause for the operator
     */
    record Unusable(String cause) implements DigestCredentials {}

    /** Reads the parameters. Those that nobody knows are passed over, as the RFC says. */
    static DigestCredentials read(AuthParameters parameters) {
        return new Reading(parameters).read();
    }

    /** One reading. */
    final class Reading {
        private static final Pattern COUNT = Pattern.compile("[0-9a-f]{8}");
        private static final List<String> REQUIRED =
                List.of("realm", "nonce", "uri", "response", "qop", "nc", "cnonce");
        /** RFC 8187; no sender has another charset. */
        private static final String UTF_8 = "UTF-8''";

        private final AuthParameters parameters;

        Reading(AuthParameters parameters) {
            this.parameters = parameters;
        }

        DigestCredentials read() {
            for (String name : REQUIRED) {
                if (value(name).isEmpty()) {
                    return new Unusable("the parameter " + name + " is missing");
                }
            }
            Optional<DigestAlgorithm> algorithm =
                    DigestAlgorithm.named(parameters.value("algorithm").orElse("MD5"));
            if (algorithm.isEmpty()) {
                return new Unusable("there is no algorithm " + value("algorithm"));
            }
            Optional<Protection> protection = Protection.named(value("qop"));
            if (protection.isEmpty()) {
                return new Unusable("there is no qop " + value("qop"));
            }
            String count = value("nc");
            if (!COUNT.matcher(count).matches() || count.equals("00000000")) {
                return new Unusable("nc is no count from 1 in eight hexadecimal digits");
            }
            String hashed = parameters.value("userhash").orElse("false");
            if (!hashed.equalsIgnoreCase("true") && !hashed.equalsIgnoreCase("false")) {
                return new Unusable("userhash is neither true nor false");
            }
            Optional<String> username = username(hashed.equalsIgnoreCase("true"));
            if (username.isEmpty()) {
                return new Unusable("the name is missing, stands there twice, or is not written as RFC 7616 says");
            }
            return new Said(
                    username.get(),
                    hashed.equalsIgnoreCase("true"),
                    value("realm"),
                    value("uri"),
                    algorithm.get(),
                    protection.get(),
                    value("nonce"),
                    count,
                    value("cnonce"),
                    value("response"));
        }

        private String value(String name) {
            return parameters.value(name).orElse("");
        }

        /** The name; {@code username*} is how names beyond ASCII are written, but not how hashes are. */
        private Optional<String> username(boolean hashed) {
            Optional<String> plain = parameters.value("username");
            Optional<String> extended = parameters.value("username*");
            if (plain.isPresent() == extended.isPresent() || (hashed && extended.isPresent())) {
                return Optional.empty();
            }
            return plain.or(() -> extended.flatMap(Reading::decoded));
        }

        private static Optional<String> decoded(String extended) {
            if (!extended.regionMatches(true, 0, UTF_8, 0, UTF_8.length())) {
                return Optional.empty();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int at = UTF_8.length(); at < extended.length(); at++) {
                char c = extended.charAt(at);
                if (c != '%') {
                    bytes.write(c);
                } else if (at + 2 < extended.length()
                        && HexFormat.isHexDigit(extended.charAt(at + 1))
                        && HexFormat.isHexDigit(extended.charAt(at + 2))) {
                    bytes.write(HexFormat.fromHexDigits(extended, at + 1, at + 3));
                    at += 2;
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(bytes.toString(StandardCharsets.ISO_8859_1));
        }
    }
}
