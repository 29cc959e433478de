package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of Amazon SNS's messages is proven, and whose certificates are believed. */
final class SnsTest {
    private static final ProviderVector VECTOR = ProviderVector.of("aws_sns").getFirst();
    private static final String BODY = new String(VECTOR.request().body(), StandardCharsets.UTF_8);

    private final Standing clock = new Standing(VECTOR.at());
    private final Configured guard = new Catalogue.Case(new Sns(), VECTOR).guard(clock.surroundings());

    private static TestRequest request(String body) {
        return TestRequest.post(body).at(VECTOR.at());
    }

    @Test
    void every_byte_of_a_signed_member_is_proven() {
        for (String name :
                new String[] {"Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "Signature"}) {
            int begin = BODY.indexOf("\"" + name + "\" : \"") + name.length() + 6;
            int end = BODY.indexOf('"', begin);
            for (int at = begin; at < end; at++) {
                char other = BODY.charAt(at) == 'x' ? 'y' : 'x';
                guard.refusal(request(BODY.substring(0, at) + other + BODY.substring(at + 1)));
            }
        }
        guard.acceptance(request(BODY));
    }

    @Test
    void a_member_that_is_signed_and_missing_and_one_that_is_there_twice_are_refused() {
        guard.refusal(request(BODY.replace("\"Subject\" : \"My message subject\",", "")));
        assertThat(guard.refusal(request(BODY.replace("{\n", "{\n\"Message\": \"a\",\n")))
                        .cause())
                .contains("stands twice");
        assertThat(guard.refusal(request(BODY.replace("\"SignatureVersion\" : \"1\"", "\"SignatureVersion\" : \"3\"")))
                        .cause())
                .contains("SignatureVersion");
        guard.refusal(request(BODY.replace("\"SignatureVersion\" : \"1\"", "\"SignatureVersion\" : \"2\"")));
    }

    @Test
    void a_message_of_another_topic_is_refused_before_a_certificate_is_looked_at() {
        Configured other = Catalogue.configured(
                clock.surroundings(), new Sns(), "\"arn:aws:sns:us-west-2:131990247566:another\"", Map.of());
        assertThat(other.refusal(request(BODY)).cause()).contains("not among the configured topics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sns.us-west-2.amazonaws.com/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem",
                "https://sns.us-west-2.amazonaws.com.example.com/SimpleNotificationService-1.pem",
                "https://example.com/SimpleNotificationService-1.pem",
                "https://sns.us-west-2.amazonaws.com:8443/SimpleNotificationService-1.pem",
                "https://sns.us-west-2.amazonaws.com@example.com/SimpleNotificationService-1.pem",
                "https://example.com#sns.us-west-2.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.us-west-2.amazonaws.com/?Action=Publish&Message=SimpleNotificationService-1.pem",
                "https://sns.us-west-2.amazonaws.com/a/../SimpleNotificationService-1.pem",
                "https://bucket.s3.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.evil.us-west-2.amazonaws.com/SimpleNotificationService-1.pem"
            })
    void a_certificate_from_elsewhere_is_not_fetched(String url) {
        Configured fetching =
                Catalogue.configured(clock.surroundings(), new Sns(), Catalogue.quoted(VECTOR.secret()), Map.of());
        String body = BODY.replaceFirst("\"SigningCertURL\" : \"[^\"]*\"", "\"SigningCertURL\" : \"" + url + "\"");
        assertThat(fetching.refusal(request(body)).cause()).contains("not one of the provider's");
    }

    @Test
    void a_certificate_whose_time_is_over_proves_nothing() {
        Duration year = Duration.ofDays(365);
        Verdict.Reject refusal = guard.refusal(request(BODY).at(VECTOR.at().plus(year)));
        assertThat(refusal.cause()).contains("the certificate's time is over");
    }
}
