package io.sluice.gateway.guard.token;

import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A token in the compact form of RFC 7515, section 7.1, taken apart and not yet verified. Read strictly, so that there is one text for it
 * only: no padding, no other characters, no unused bits. Never shows its parts.
 */
final class SignedToken {
    /** Characters of the longest token that is looked at. */
    private static final int LONGEST = 16_384;

    private final TokenAlgorithm algorithm;
    private final Optional<String> kid;
    private final JsonObject claims;
    private final byte[] signed;
    private final byte[] signature;

    private SignedToken(
            TokenAlgorithm algorithm, Optional<String> kid, JsonObject claims, byte[] signed, byte[] signature) {
        this.algorithm = algorithm;
        this.kid = kid;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** What reading gave. */
    sealed interface Read {
        /** It can be verified. */
        record Token(SignedToken token) implements Read {}

        /**
         * It cannot.
         *
         * @param cause for the operator, without the token
         */
        record Malformed(String cause) implements Read {}
    }

    static Read read(String text) {
        if (text.length() > LONGEST) {
            return new Read.Malformed("the token is longer than " + LONGEST + " characters");
        }
        List<String> parts = List.of(text.split("\\.", -1));
        if (parts.size() != 3) {
            String what = parts.size() == 5 ? "is encrypted" : "has " + parts.size() + " parts";
            return new Read.Malformed("the token " + what + ", and a signed one has 3 parts");
        }
        Optional<JsonObject> header = decode(parts.get(0)).flatMap(JsonObject::parse);
        if (header.isEmpty()) {
            return new Read.Malformed("the token's header is no JSON object in Base64url");
        }
        Optional<String> name = header.get().text("alg");
        Optional<TokenAlgorithm> algorithm = name.flatMap(TokenAlgorithm::inHeader);
        if (algorithm.isEmpty()) {
            return new Read.Malformed("the token's header names "
                    + name.map(written -> "the algorithm " + shortened(written)).orElse("no algorithm")
                    + ", which is never accepted");
        }
        if (header.get().has("crit")) {
            return new Read.Malformed("the token's header says by \"crit\" that an extension must be understood");
        }
        Optional<JsonObject> claims = decode(parts.get(1)).flatMap(JsonObject::parse);
        Optional<byte[]> signature = decode(parts.get(2));
        if (claims.isEmpty() || signature.isEmpty()) {
            String where = claims.isEmpty() ? "claims are no JSON object" : "signature is not";
            return new Read.Malformed("the token's " + where + " in Base64url");
        }
        String signed = text.substring(0, text.lastIndexOf('.'));
        return new Read.Token(new SignedToken(
                algorithm.get(),
                header.get().text("kid"),
                claims.get(),
                signed.getBytes(StandardCharsets.US_ASCII),
                signature.get()));
    }

    private static Optional<byte[]> decode(String part) {
        return part.indexOf('=') >= 0 ? Optional.empty() : Encoding.BASE64URL.decode(part);
    }

    /** What was sent, for a log's line. */
    static String shortened(String sent) {
        return "\"" + (sent.length() > 40 ? sent.substring(0, 40) + "…" : sent) + "\"";
    }

    TokenAlgorithm algorithm() {
        return algorithm;
    }

    /** Which key it names. */
    Optional<String> kid() {
        return kid;
    }

    /** Not to be believed before the signature is verified. */
    JsonObject claims() {
        return claims;
    }

    /** The bytes that are signed. Not to be changed. */
    byte[] signed() {
        return signed;
    }

    /** Not to be changed. */
    byte[] signature() {
        return signature;
    }

    @Override
    public String toString() {
        return "a token with " + algorithm.written();
    }
}
