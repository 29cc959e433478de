package io.sluice.gateway.guard.oauth1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.OneByteEdits;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.AuthParameters;
import io.sluice.gateway.guard.around.QueryParameters;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No byte of a request can be another one, be left out or put in, where that says something else. */
final class OAuthOneByteTest {
    private static final OAuthSender SENDER =
            new OAuthSender("9djdj82h48djs9d2", "j49sk3j29djd&dh893hdasih9", "HMAC-SHA1", "HmacSHA1");
    private static final TestRequest PLAIN = TestRequest.post("order=1&total=5%20000")
            .target("/webhook/orders?shop=7")
            .header("Content-Type", "application/x-www-form-urlencoded");

    private static TestRequest right() {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("oauth_timestamp", Long.toString(GuardContract.NOW.getEpochSecond()));
        more.put("oauth_nonce", "7d8f3e4a");
        more.put("oauth_token", "kkk9d7dh3k39sjv7");
        return SENDER.sign(PLAIN, more, "order=1", "total=5%20000");
    }

    /** What a header says, however it is written: blanks between parameters, and the case of hexadecimal digits, say nothing. */
    private static List<String> said(String header) {
        return AuthParameters.parse("OAuth", header).stream()
                .flatMap(parameters -> parameters.all().stream())
                .map(one -> one.name() + "=" + decoded(one.value()))
                .sorted()
                .toList();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), ISO_8859_1);
        } catch (IllegalArgumentException malformed) {
            return "malformed " + value;
        }
    }

    /** What a query or a form says, which is what is signed of it: an ampersand with nothing behind it says nothing. */
    private static String parameters(String text) {
        return QueryParameters.parse(text).map(QueryParameters::toString).orElse("malformed");
    }

    @Test
    void no_other_byte_none_more_and_none_less_passes() {
        TestRequest right = right();
        String header = right.header("Authorization");
        String form = new String(right.body(), ISO_8859_1);
        Configured guard = Configured.from(
                new OAuth1Factory(new Standing(GuardContract.NOW).surroundings()),
                "{\"oauth1\": {\"consumer_key\": \"9djdj82h48djs9d2\", \"consumer_secret\": \"j49sk3j29djd\","
                        + " \"token_secret\": \"dh893hdasih9\"}}");
        Stream<TestRequest> edits = Stream.of(
                        OneByteEdits.of(right.body())
                                .filter(edit -> !parameters(new String(edit, ISO_8859_1))
                                        .equals(parameters(form)))
                                .map(right::body),
                        OneByteEdits.ofTarget(right.target())
                                .map(right::target)
                                .filter(edit -> !edit.path().equals(right.path())
                                        || !parameters(edit.query()).equals(parameters(right.query()))),
                        OneByteEdits.ofField(header)
                                .filter(edit -> !said(edit).equals(said(header)))
                                .map(edit -> right.replaced("Authorization", edit)))
                .flatMap(each -> each);
        assertThat(edits.filter(edit -> guard.judge(edit) instanceof Verdict.Accept))
                .isEmpty();
        guard.acceptance(right);
    }
}
