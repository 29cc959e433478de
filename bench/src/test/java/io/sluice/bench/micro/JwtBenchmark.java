package io.sluice.bench.micro;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The guard {@code jwt}, for each request with a token: on the event loop with HS and RS, beside it with the others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JwtBenchmark {
    private static final long NOW = 1_772_366_400;
    private static final String SECRET = "a-secret-of-at-least-32-bytes-for-HS256";

    @Param({"HS256", "RS256", "ES256", "ES384", "ES512", "EdDSA"})
    public String algorithm;

    private Guard guard;
    private PostedRequest right;
    private PostedRequest wrong;

    @Setup
    public void token() throws GeneralSecurityException {
        String claims = "{\"iss\":\"https://login.example.com/\",\"aud\":\"hooks\",\"sub\":\"shop\",\"exp\":"
                + (NOW + 60) + "}";
        String signed = base64("{\"alg\":\"" + algorithm + "\"}") + "." + base64(claims);
        byte[] bytes = signed.getBytes(StandardCharsets.US_ASCII);
        String key;
        byte[] signature;
        if (algorithm.startsWith("HS")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            signature = mac.doFinal(bytes);
            key = SECRET;
        } else {
            KeyPair pair = pair();
            Signature signer = Signature.getInstance(name());
            signer.initSign(pair.getPrivate());
            signer.update(bytes);
            signature = signer.sign();
            key = "-----BEGIN PUBLIC KEY-----\\n"
                    + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "\\n-----END PUBLIC KEY-----";
        }
        guard = BenchedGuard.of(
                "jwt",
                "{\"jwt\": {\"secret\": \"%s\", \"algorithm\": \"%s\", \"issuer\": \"https://login.example.com/\", \"audience\": \"hooks\"}}"
                        .formatted(key, algorithm));
        right = request(signed, signature);
        signature[3] ^= 1;
        wrong = request(signed, signature);
        if (!(guard.check(right).join() instanceof Verdict.Accept)
                || guard.check(wrong).join() instanceof Verdict.Accept) {
            throw new IllegalStateException("the guard does not judge as it should");
        }
    }

    private KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(
                switch (algorithm.charAt(1)) {
                    case 'S' -> algorithm.startsWith("RS") ? "RSA" : "EC";
                    default -> "Ed25519";
                });
        switch (algorithm) {
            case "RS256" -> generator.initialize(2_048);
            case "ES256" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case "ES384" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
            case "ES512" -> generator.initialize(new ECGenParameterSpec("secp521r1"));
            default -> {}
        }
        return generator.generateKeyPair();
    }

    private String name() {
        return switch (algorithm) {
            case "RS256" -> "SHA256withRSA";
            case "EdDSA" -> "Ed25519";
            default -> "SHA" + algorithm.substring(2) + "withECDSAinP1363Format";
        };
    }

    private static PostedRequest request(String signed, byte[] signature) {
        String token = signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        return new PostedRequest("Authorization", "Bearer " + token, NOW * 1_000_000);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Benchmark
    public Verdict right() {
        return guard.check(right).join();
    }

    @Benchmark
    public Verdict wrong() {
        return guard.check(wrong).join();
    }
}
