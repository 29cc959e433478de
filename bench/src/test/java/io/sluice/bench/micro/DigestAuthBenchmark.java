package io.sluice.bench.micro;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.around.AuthParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** HTTP Digest: a request with the right response, and one that only asks for a challenge. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DigestAuthBenchmark {
    private static final long NOW = 1_772_366_400_000_000L;

    @Param({"MD5", "SHA-256", "SHA-256-sess"})
    public String algorithm;

    private Guard guard;
    private PostedRequest asking;
    private PostedRequest answering;

    @Setup
    public void sign() {
        guard = BenchedGuard.forgetting(
                "digest_auth",
                "{\"digest_auth\": {\"username\": \"shop\", \"password\": \"s3cret\", \"algorithm\": \"" + algorithm
                        + "\"}}");
        asking = new PostedRequest("Accept", "*/*", NOW);
        String challenge = ((Verdict.Reject) guard.check(asking).join())
                .headers()
                .getFirst()
                .value();
        String nonce = AuthParameters.parse("Digest", challenge)
                .flatMap(parameters -> parameters.value("nonce"))
                .orElseThrow();
        String secret = hash("shop:Webhook API:s3cret");
        if (algorithm.endsWith("-sess")) {
            secret = hash(secret + ":" + nonce + ":c");
        }
        String response = hash(secret + ":" + nonce + ":00000001:c:auth:" + hash("POST:/webhook/orders"));
        String header = "Digest username=\"shop\", realm=\"Webhook API\", uri=\"/webhook/orders\", algorithm="
                + algorithm + ", nonce=\"" + nonce + "\", nc=00000001, cnonce=\"c\", qop=auth, response=\"" + response
                + "\"";
        answering = new PostedRequest("Authorization", header, NOW);
        if (!(right() instanceof Verdict.Accept)) {
            throw new IllegalStateException("the guard does not judge as it should");
        }
    }

    private String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm.replace("-sess", ""))
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public Verdict right() {
        return guard.check(answering).join();
    }

    @Benchmark
    public Verdict challenge() {
        return guard.check(asking).join();
    }
}
