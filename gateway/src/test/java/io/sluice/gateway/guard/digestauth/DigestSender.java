package io.sluice.gateway.guard.digestauth;

import io.sluice.gateway.guard.TestRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a sender writes into {@code Authorization}: RFC 7616 once more, in a few lines. */
record DigestSender(String username, String password, String realm, String algorithm, String qop) {
    private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    DigestSender with(String otherPassword) {
        return new DigestSender(username, otherPassword, realm, algorithm, qop);
    }

    /** The request with the response to a nonce. */
    TestRequest sign(TestRequest request, String nonce, int count) {
        return request.replaced("Authorization", header(request, nonce, count, CNONCE));
    }

    String header(TestRequest request, String nonce, int count, String clientNonce) {
        String nc = "%08x".formatted(count);
        String secret = hash(username + ":" + realm + ":" + password);
        if (algorithm.endsWith("-sess")) {
            secret = hash(secret + ":" + nonce + ":" + clientNonce);
        }
        String target = request.method() + ":" + request.target();
        if (qop.equals("auth-int")) {
            target += ":" + hash(request.body());
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("username", "\"" + username + "\"");
        parameters.put("realm", "\"" + realm + "\"");
        parameters.put("uri", "\"" + request.target() + "\"");
        parameters.put("algorithm", algorithm);
        parameters.put("nonce", "\"" + nonce + "\"");
        parameters.put("nc", nc);
        parameters.put("cnonce", "\"" + clientNonce + "\"");
        parameters.put("qop", qop);
        String proof = String.join(":", secret, nonce, nc, clientNonce, qop, hash(target));
        parameters.put("response", "\"" + hash(proof) + "\"");
        return "Digest "
                + parameters.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(", "));
    }

    private String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(byte[] bytes) {
        String name = algorithm.toUpperCase(Locale.ROOT).replace("-SESS", "").replace("512-256", "512/256");
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
