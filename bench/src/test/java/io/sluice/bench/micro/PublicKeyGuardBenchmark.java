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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The guard {@code signature}: with RSA on the event loop, with curves beside it, and what is refused before a key is tried. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PublicKeyGuardBenchmark {
    private static final long NOW = 1_772_366_400_000_000L;

    @Param({"rsa_sha256", "ecdsa_p256", "ecdsa_p384", "ecdsa_p521", "ed25519"})
    public String algorithm;

    private Guard guard;
    private PostedRequest right;
    private PostedRequest missing;

    @Setup
    public void sign() throws GeneralSecurityException {
        KeyPair keys = keys();
        byte[] body = new PostedRequest("X-None", "", NOW).body();
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "rsa_sha256" -> "SHA256withRSA";
                    case "ecdsa_p256" -> "SHA256withECDSA";
                    case "ecdsa_p384" -> "SHA384withECDSA";
                    case "ecdsa_p521" -> "SHA512withECDSA";
                    default -> "Ed25519";
                });
        signature.initSign(keys.getPrivate());
        signature.update(body);
        String pem = "-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()) + "\\n-----END PUBLIC KEY-----";
        guard = BenchedGuard.of(
                "signature",
                "{\"signature\": {\"public_key\": \"" + pem + "\", \"algorithm\": \"" + algorithm + "\"}}");
        right = new PostedRequest("X-Signature", Base64.getEncoder().encodeToString(signature.sign()), NOW);
        missing = new PostedRequest("X-None", new String(body, StandardCharsets.UTF_8), NOW);
        if (!(guard.check(right).join() instanceof Verdict.Accept)) {
            throw new IllegalStateException("the guard does not judge as it should");
        }
    }

    private KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(
                switch (algorithm.charAt(1)) {
                    case 's' -> "RSA";
                    case 'c' -> "EC";
                    default -> "Ed25519";
                });
        switch (algorithm) {
            case "rsa_sha256" -> generator.initialize(2_048);
            case "ecdsa_p256" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case "ecdsa_p384" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
            case "ecdsa_p521" -> generator.initialize(new ECGenParameterSpec("secp521r1"));
            default -> {}
        }
        return generator.generateKeyPair();
    }

    /** From the question to the verdict. */
    @Benchmark
    public Verdict verdict() {
        return guard.check(right).join();
    }

    /** What is refused before a key is tried. */
    @Benchmark
    public CompletableFuture<Verdict> missing() {
        return guard.check(missing);
    }
}
