package io.sluice.bench.micro;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** OAuth 1.0: a request that is signed with HMAC-SHA1 in the header. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OAuth1Benchmark {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Guard guard = BenchedGuard.forgetting(
            "oauth1", "{\"oauth1\": {\"consumer_key\": \"shop\", \"consumer_secret\": \"s3cret\"}}");
    private PostedRequest request;

    @Setup
    public void sign() throws NoSuchAlgorithmException, InvalidKeyException {
        String text =
                "POST&https%3A%2F%2Fhooks.example.com%2Fwebhook%2Forders&oauth_consumer_key%3Dshop%26oauth_nonce%3Da"
                        + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D" + NOW.getEpochSecond();
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("s3cret&".getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        String header = "OAuth oauth_consumer_key=\"shop\", oauth_nonce=\"a\", oauth_signature_method=\"HMAC-SHA1\","
                + " oauth_timestamp=\"" + NOW.getEpochSecond() + "\", oauth_signature=\""
                + signature.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D") + "\"";
        request = new PostedRequest("Authorization", header, TimeUnit.MILLISECONDS.toMicros(NOW.toEpochMilli()));
        if (!(right() instanceof Verdict.Accept)) {
            throw new IllegalStateException("the guard does not judge as it should");
        }
    }

    @Benchmark
    public Verdict right() {
        return guard.check(request).join();
    }
}
