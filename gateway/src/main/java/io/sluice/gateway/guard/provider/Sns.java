package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.json.JsonScalars;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.SecretText;
import io.sluice.gateway.guard.signing.Explanation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Amazon SNS signs some members of its messages with the key of a certificate that it names. Anybody can have SNS send to a URL, so only
 * messages of the configured topics are let in. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
record Sns(ProviderFacts facts) implements Provider {
    /** Where SNS keeps certificates, and nothing that somebody else could have written. */
    private static final Pattern CERTIFICATE = Pattern.compile(
            "https://sns\\.[a-z0-9-]{3,40}\\.amazonaws\\.com(\\.cn)?/SimpleNotificationService-[A-Za-z0-9]{1,80}\\.pem");

    private static final List<String> NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> SUBSCRIPTION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    Sns() {
        this(new ProviderFacts(
                "aws_sns",
                "Amazon SNS",
                List.of("https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html"),
                "RSA signature (`SignatureVersion` 1 and 2) of members of the body with the certificate that it names at"
                        + " `sns.<region>.amazonaws.com`; `topics` lists the topics that may send",
                false,
                Optional.of(Duration.ofHours(1)),
                Optional.of(new EventId(EventId.Source.JSON, "/MessageId")),
                Optional.of("aws_sns")));
    }

    @Override
    public String secretKey() {
        return "topics";
    }

    @Override
    public Optional<String> whyUnsignable() {
        return Optional.of("it signs with a private key that nobody else has");
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        Keys<SecretText> topics =
                settings.secrets(secretKey()).map(ProviderGuard.KEY, topic -> new SecretText(topic.value()));
        return new Check(topics, CertificateProof.read(settings));
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        throw new IllegalArgumentException(
                "nobody but the provider can sign: " + whyUnsignable().orElseThrow());
    }

    /** The text that SNS signs: each name and value on a line of its own, sorted by name. */
    static List<byte[]> text(JsonScalars body) {
        List<String> names = body.textAt("/Type").equals("Notification") ? NOTIFICATION : SUBSCRIPTION;
        return names.stream()
                .flatMap(name -> body.at("/" + name).stream().map(value -> name + "\n" + value + "\n"))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private record Check(Keys<SecretText> topics, CertificateProof certificate) implements ProviderCheck {
        @Override
        public CompletableFuture<Proof> prove(WebhookRequest request) {
            return JsonScalars.read(request.body())
                    .map(body -> prove(request.receivedMicros(), body))
                    .orElseGet(() -> new Proof.Missing("the body is no JSON, or a name stands twice in it").now());
        }

        private CompletableFuture<Proof> prove(long now, JsonScalars body) {
            Optional<Keys.Key<SecretText>> topic = topics.matching(
                    now, body.textAt("/TopicArn").getBytes(StandardCharsets.UTF_8), SecretText::matches);
            if (topic.isEmpty()) {
                return new Proof.Missing("its \"TopicArn\" is not among the configured topics" + topics.trouble(now))
                        .now();
            }
            Optional<SignatureAlgorithm> algorithm = switch (body.textAt("/SignatureVersion")) {
                case "1" -> Optional.of(SignatureAlgorithm.RSA_SHA1);
                case "2" -> Optional.of(SignatureAlgorithm.RSA_SHA256);
                default -> Optional.empty();
            };
            Optional<byte[]> signature = Encoding.BASE64.decode(body.textAt("/Signature"));
            Optional<SentTime> time = SentTime.parse(body.textAt("/Timestamp"));
            if (algorithm.isEmpty() || signature.isEmpty() || time.isEmpty()) {
                return new Proof.Missing(
                                "the body has no \"SignatureVersion\" 1 or 2, \"Signature\" in Base64 and \"Timestamp\"")
                        .now();
            }
            Optional<String> url = body.at("/SigningCertURL")
                    .filter(written -> CERTIFICATE.matcher(written).matches());
            List<byte[]> text = text(body);
            return certificate.prove(
                    url,
                    algorithm.get(),
                    signature.get(),
                    now,
                    by -> by.test(text)
                            ? new Proof.Dated(topic.get().accepted(), time.get(), text)
                            : CertificateProof.wrong(""));
        }

        /** A confirmation's text is not shown: it holds the token that confirms. */
        @Override
        public List<String> explain(WebhookRequest request, Duration tolerance) {
            Explanation explanation = new Explanation(request);
            Optional<JsonScalars> read = JsonScalars.read(request.body());
            if (read.isEmpty()) {
                return explanation
                        .says("the body is no JSON, or a name stands twice in it")
                        .lines();
            }
            JsonScalars body = read.get();
            String url = body.textAt("/SigningCertURL");
            explanation
                    .says("it is a " + body.textAt("/Type") + " of the topic " + body.textAt("/TopicArn"))
                    .says("its SignatureVersion is " + body.textAt("/SignatureVersion")
                            + ": 1 is RSA with SHA-1, 2 with SHA-256")
                    .says("its certificate is named at " + url
                            + (CERTIFICATE.matcher(url).matches() ? "" : ", which is no place of Amazon SNS"))
                    .time("its Timestamp", SentTime.parse(body.textAt("/Timestamp")), tolerance);
            return body.textAt("/Type").equals("Notification") ? explanation.signed(text(body)) : explanation.lines();
        }

        @Override
        public String describe() {
            return "a signature " + certificate.describe() + ", of one of " + topics;
        }
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
