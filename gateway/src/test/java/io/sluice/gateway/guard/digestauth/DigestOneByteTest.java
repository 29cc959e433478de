package io.sluice.gateway.guard.digestauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.OneByteEdits;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.AuthParameters;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No byte of a request can be another one, be left out or put in, where that says something else. */
final class DigestOneByteTest {
    private static final NonceKey KEY = new NonceKey(new byte[NonceKey.LENGTH]);

    /** What a header says, however it is written: blanks between parameters and backslashes before characters say nothing. */
    private static List<String> said(String header) {
        return AuthParameters.parse("Digest", header).stream()
                .flatMap(parameters -> parameters.all().stream())
                .map(one -> {
                    String name = one.name().toLowerCase(Locale.ROOT);
                    boolean word = List.of("algorithm", "qop").contains(name);
                    return name + "=" + (word ? one.value().toLowerCase(Locale.ROOT) : one.value());
                })
                .sorted()
                .toList();
    }

    @Test
    void no_other_byte_none_more_and_none_less_passes() {
        Configured guard = Configured.from(
                new DigestAuthFactory(
                        new Standing(GuardContract.NOW).surroundings(), () -> NonceKeys.only(KEY), new Random(2)),
                "{\"digest_auth\": {\"username\": \"Mufasa\", \"password\": \"Circle Of Life\","
                        + " \"algorithm\": \"SHA-256\", \"qop\": \"auth-int\"}}");
        String nonce = new Nonces(new Random(1), Duration.ofMinutes(5))
                .issue(new NonceKeys.Ring(List.of(KEY)), "orders", GuardContract.NOW.toEpochMilli() * 1_000);
        TestRequest right = new DigestSender("Mufasa", "Circle Of Life", "Webhook API", "SHA-256", "auth-int")
                .sign(TestRequest.post("{\"a\":1}").target("/webhook/orders?a=1"), nonce, 1);
        String header = right.header("Authorization");
        Stream<TestRequest> edits = Stream.of(
                        OneByteEdits.of(right.body()).map(right::body),
                        OneByteEdits.ofTarget(right.target()).map(right::target),
                        OneByteEdits.ofField(header)
                                .filter(edit -> !said(edit).equals(said(header)))
                                .map(edit -> right.replaced("Authorization", edit)))
                .flatMap(each -> each);
        assertThat(edits.filter(edit -> guard.judge(edit) instanceof Verdict.Accept))
                .isEmpty();
        guard.acceptance(right);
    }
}
