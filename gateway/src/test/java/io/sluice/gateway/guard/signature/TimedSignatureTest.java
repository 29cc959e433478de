package io.sluice.gateway.guard.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.publickey.TestKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A timestamp, an id, the URL and the body, signed with ECDSA: its signatures are different each time. */
final class TimedSignatureTest extends GuardContract {
    private static final KeyPair PAIR = TestKeys.pair("EC", "secp256r1");
    private static final KeyPair OTHER = TestKeys.pair("EC", "secp256r1");
    private static final String BODY = "{\"a\":1}";
    private static final long SECONDS = NOW.getEpochSecond();

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new SignatureFactory(around);
    }

    private static String settings(String keys) {
        return """
                {"signature": {"public_key": %s, "algorithm": "ecdsa_p256", "ecdsa_format": "raw", "header": "X-Sig", "prefix": "v1,",
                  "timestamp_header": "X-Time", "id_header": "X-Id", "signed": "{id}.{timestamp}.{url}.{body}"}}""".formatted(keys);
    }

    @Override
    protected String settings() {
        return settings("\"" + TestKeys.pem(PAIR.getPublic()) + "\"");
    }

    @Override
    protected String rotated() {
        return settings("[\"" + TestKeys.pem(OTHER.getPublic()) + "\", \"" + TestKeys.pem(PAIR.getPublic()) + "\"]");
    }

    /** Nothing in the settings is one. */
    @Override
    protected List<String> secrets() {
        return List.of(BODY);
    }

    @Override
    protected boolean takesOnce() {
        return true;
    }

    private static byte[] sign(String time, KeyPair pair) {
        String signed = "evt_1." + time + ".https://hooks.example.com/webhook/orders?a=1." + BODY;
        return TestKeys.sign(
                "SHA256withECDSAinP1363Format", pair.getPrivate(), signed.getBytes(StandardCharsets.UTF_8));
    }

    private static TestRequest sent(String time, byte[] signature) {
        return TestRequest.post(BODY)
                .target("/webhook/orders?a=1")
                .header("X-Time", time)
                .header("X-Id", "evt_1")
                .header("X-Sig", "v1," + Base64.getEncoder().encodeToString(signature));
    }

    private static TestRequest at(long seconds) {
        String time = Long.toString(seconds);
        return sent(time, sign(time, PAIR));
    }

    @Override
    protected TestRequest right() {
        return at(SECONDS);
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "no signature", right().without("X-Sig"),
                "no timestamp", right().without("X-Time"),
                "no id", right().without("X-Id"),
                "two ids", right().repeated("X-Id"),
                "without prefix",
                        right().replaced("X-Sig", right().header("X-Sig").substring(3)),
                "by somebody else", sent(Long.toString(SECONDS), sign(Long.toString(SECONDS), OTHER)),
                "expired", at(SECONDS - 301),
                "from the future", at(SECONDS + 301),
                "no time", sent("noon", sign("noon", PAIR)),
                "to another address", right().calling("https", "evil.example.com"));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        TestRequest right = right();
        return Stream.of(
                        right.bodyMutations(),
                        right.headerMutations("X-Sig"),
                        right.headerMutations("X-Time"),
                        right.headerMutations("X-Id"),
                        right.targetMutations())
                .flatMap(List::stream);
    }

    @Test
    void a_second_signature_that_anybody_can_make_of_the_first_is_a_replay() {
        String time = Long.toString(SECONDS);
        byte[] signature = sign(time, PAIR);
        BigInteger order = ((ECPublicKey) PAIR.getPublic()).getParams().getOrder();
        byte[] other = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
                .toByteArray();
        byte[] second = Arrays.copyOf(signature, 64);
        Arrays.fill(second, 32, 64, (byte) 0);
        int digits = Math.min(32, other.length);
        System.arraycopy(other, other.length - digits, second, 64 - digits, digits);

        Configured guard = Configured.from(factory(clock.surroundings()), settings());
        guard.acceptance(sent(time, signature));
        assertThat(guard.refusal(sent(time, second)).cause()).contains("replay");
    }
}
