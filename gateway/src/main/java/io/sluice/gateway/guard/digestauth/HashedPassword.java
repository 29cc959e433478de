package io.sluice.gateway.guard.digestauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A password as responses are computed with it: hashed with name and realm, for each algorithm. Never shows itself. Thread-safe. */
final class HashedPassword {
    /** What a sender computed, and from what beside the password. */
    static final class Proof {
        private final DigestCredentials.Said said;
        /** Method, uri and, where it is vouched for, the body: the hash {@code H(A2)}. */
        private final byte[] target;

        Proof(DigestCredentials.Said said, String method, byte[] body) {
            DigestAlgorithm algorithm = said.algorithm();
            this.said = said;
            this.target = switch (said.protection()) {
                case AUTH -> algorithm.hash(bytes(method), bytes(said.uri()));
                case AUTH_INT -> algorithm.hash(bytes(method), bytes(said.uri()), algorithm.hash(body));
            };
        }
    }

    private final Map<DigestAlgorithm, byte[]> secrets = new EnumMap<>(DigestAlgorithm.class);

    HashedPassword(String username, String realm, String password, List<DigestAlgorithm> algorithms) {
        for (DigestAlgorithm algorithm : algorithms) {
            secrets.put(algorithm, algorithm.hash(utf8(username), utf8(realm), utf8(password)));
        }
    }

    /**
     * Whether the response is the one with this password. The time tells nothing of it.
     *
     * @param proof with one of the algorithms that this was made for
     */
    boolean matches(Proof proof) {
        return MessageDigest.isEqual(bytes(proof.said.response()), expected(proof));
    }

    private byte[] expected(Proof proof) {
        DigestCredentials.Said said = proof.said;
        DigestAlgorithm algorithm = said.algorithm();
        byte[] nonce = bytes(said.nonce());
        byte[] clientNonce = bytes(said.clientNonce());
        byte[] secret = secrets.get(algorithm);
        if (algorithm.session()) {
            secret = algorithm.hash(secret, nonce, clientNonce);
        }
        return algorithm.hash(
                secret,
                nonce,
                bytes(said.count()),
                clientNonce,
                bytes(said.protection().token()),
                proof.target);
    }

    /** The characters of a header are its bytes. */
    private static byte[] bytes(String header) {
        return header.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] utf8(String setting) {
        return setting.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "a password";
    }
}
