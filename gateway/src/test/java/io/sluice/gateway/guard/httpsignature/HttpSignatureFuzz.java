package io.sluice.gateway.guard.httpsignature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.publickey.TestKeys;

/** Any lines as {@code Signature-Input}, {@code Signature} and {@code Content-Digest}: refused with a cause, because nobody has the key. */
public final class HttpSignatureFuzz {
    private static final Configured GUARD = Configured.from(
            new HttpSignatureFactory(Standing.around()),
            "{\"http_signature\": {\"keys\": [{\"id\": \"a\", \"public_key\": \"" + TestKeys.ED25519_RAW
                    + "\"}, {\"id\": \"s\", \"secret\": \"0b5c3a52d6e14d8c8d1f\"}], \"components\": [\"content-digest\"], \"tolerance\": \"7d\"}}");

    private HttpSignatureFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = new String(input, UTF_8).split("\n", 3);
        TestRequest request = TestRequest.post("{}").target("/webhook/orders?a=1&b=%20");
        String[] names = {"Signature-Input", "Signature", "Content-Digest"};
        for (int i = 0; i < lines.length; i++) {
            request = request.header(names[i], lines[i].replace('\r', ' '));
        }
        if (!(GUARD.judge(request) instanceof Verdict.Reject refusal)) {
            throw new AssertionError("not refused");
        }
        if (refusal.cause().isEmpty()) {
            throw new AssertionError("without a cause");
        }
    }
}
