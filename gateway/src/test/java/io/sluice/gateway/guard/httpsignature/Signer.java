package io.sluice.gateway.guard.httpsignature;

import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.publickey.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A sender: signs as RFC 9421 says, with lines that the test writes down. Immutable. */
record Signer(Function<byte[], byte[]> key, List<String> lines, String parameters, String label, boolean digest) {
    /** With a private key and Java's algorithm of that name. */
    static Signer with(String algorithm, PrivateKey key, String parameters) {
        return with(base -> TestKeys.sign(algorithm, key, base), parameters);
    }

    /** With the key of RFC 9421, B.1.4. */
    static Signer ed25519(String parameters) {
        return with("Ed25519", TestKeys.ed25519(), parameters);
    }

    /** With a shared secret. */
    static Signer shared(byte[] secret, String parameters) {
        return with(
                base -> {
                    try {
                        Mac mac = Mac.getInstance("HmacSHA256");
                        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                        return mac.doFinal(base);
                    } catch (GeneralSecurityException e) {
                        throw new AssertionError(e);
                    }
                },
                parameters);
    }

    private static Signer with(Function<byte[], byte[]> key, String parameters) {
        return new Signer(key, List.of(), parameters, "sig1", false);
    }

    /** Over another component, with its value. */
    Signer line(String identifier, String value) {
        List<String> more = new ArrayList<>(lines);
        more.add(identifier + ": " + value);
        return new Signer(key, more, parameters, label, digest);
    }

    /** Over the digest of the body, too, which the request gets. */
    Signer andBody() {
        return new Signer(key, lines, parameters, label, true);
    }

    Signer label(String other) {
        return new Signer(key, lines, parameters, other, digest);
    }

    /** The request with its two or three headers. */
    TestRequest sign(TestRequest request) {
        if (!digest) {
            return signed(request);
        }
        String field = digest(request.body());
        return line("\"content-digest\"", field).signed(request.header("Content-Digest", field));
    }

    private TestRequest signed(TestRequest request) {
        String input = lines.stream()
                        .map(line -> line.substring(0, line.indexOf(": ")))
                        .collect(Collectors.joining(" ", "(", ")"))
                + parameters;
        String base = lines.stream().map(line -> line + "\n").collect(Collectors.joining()) + "\"@signature-params\": "
                + input;
        byte[] signature = key.apply(base.getBytes(StandardCharsets.US_ASCII));
        return request.header("Signature-Input", label + "=" + input)
                .header("Signature", label + "=:" + Base64.getEncoder().encodeToString(signature) + ":");
    }

    static String digest(byte[] body) {
        try {
            return "sha-256=:"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(body))
                    + ":";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
