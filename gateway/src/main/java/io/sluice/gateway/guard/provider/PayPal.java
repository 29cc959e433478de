package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.signing.Explanation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * PayPal signs the name and time of a transmission, the webhook's id and a checksum of the body with the key of a certificate that it names.
 * A transmission that failed is sent again for three days. The checksum is no hash: only who can read transmissions can make another body
 * with the same one, and a transmission is taken once. https://developer.paypal.com/api/rest/webhooks/rest/#verify-the-message
 */
record PayPal(ProviderFacts facts) implements Provider {
    private static final String ID = "PAYPAL-TRANSMISSION-ID";
    private static final String TIME = "PAYPAL-TRANSMISSION-TIME";
    private static final String SIGNATURE = "PAYPAL-TRANSMISSION-SIG";
    private static final String ALGORITHM = "PAYPAL-AUTH-ALGO";
    private static final String CERTIFICATE_URL = "PAYPAL-CERT-URL";
    private static final Pattern CERTIFICATE =
            Pattern.compile("https://api(-m)?(\\.sandbox)?\\.paypal\\.com/v1/notifications/certs/[A-Za-z0-9_-]{1,100}");

    PayPal() {
        this(new ProviderFacts(
                "paypal",
                "PayPal",
                List.of("https://developer.paypal.com/api/rest/webhooks/rest/#verify-the-message"),
                "RSA signature of transmission, time, `webhook_id` and checksum of the body in `" + SIGNATURE
                        + "`, base64, with the certificate that it names at `api.paypal.com`",
                true,
                Optional.of(Duration.ofDays(3)),
                Optional.of(new EventId(EventId.Source.JSON, "/id")),
                Optional.empty()));
    }

    @Override
    public String secretKey() {
        return "webhook_id";
    }

    @Override
    public Optional<String> whyUnsignable() {
        return Optional.of("it signs with a private key that nobody else has");
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        Keys<String> ids = settings.secrets(secretKey()).map(ProviderGuard.KEY, Secret::value);
        return new Check(ids, CertificateProof.read(settings));
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        throw new IllegalArgumentException(
                "nobody but the provider can sign: " + whyUnsignable().orElseThrow());
    }

    private record Check(Keys<String> ids, CertificateProof certificate) implements ProviderCheck {
        @Override
        public CompletableFuture<Proof> prove(WebhookRequest request) {
            for (String header : List.of(ID, TIME, SIGNATURE, ALGORITHM)) {
                if (SingleHeader.of(request, header) instanceof SingleHeader.Unusable(String cause)) {
                    return new Proof.Missing(cause).now();
                }
            }
            Optional<byte[]> signature =
                    Encoding.BASE64.decode(request.header(SIGNATURE).strip());
            Optional<SentTime> time = SentTime.parse(request.header(TIME).strip());
            boolean known = request.header(ALGORITHM).strip().equals("SHA256withRSA");
            if (signature.isEmpty() || time.isEmpty() || !known) {
                return new Proof.Missing("a header is not as PayPal writes it: " + SIGNATURE + " in Base64, " + TIME
                                + " a time, " + ALGORITHM + " SHA256withRSA")
                        .now();
            }
            return prove(request, signature.get(), time.get());
        }

        private CompletableFuture<Proof> prove(WebhookRequest request, byte[] signature, SentTime time) {
            Optional<String> url = SingleHeader.of(request, CERTIFICATE_URL) instanceof SingleHeader.Value(String text)
                            && CERTIFICATE.matcher(text).matches()
                    ? Optional.of(text)
                    : Optional.empty();
            long now = request.receivedMicros();
            return certificate.prove(
                    url, SignatureAlgorithm.RSA_SHA256, signature, now, by -> judge(request, by, time));
        }

        private Proof judge(WebhookRequest request, Predicate<List<byte[]>> by, SentTime time) {
            long now = request.receivedMicros();
            Optional<Keys.Key<String>> id = ids.matching(now, by, (one, signed) -> signed.test(text(request, one)));
            return id.<Proof>map(one -> new Proof.Dated(one.accepted(), time, text(request, one.form())))
                    .orElseGet(() -> CertificateProof.wrong(
                            ", or it was sent for a webhook with another id" + ids.trouble(now)));
        }

        private static List<byte[]> text(WebhookRequest request, String webhookId) {
            CRC32 checksum = new CRC32();
            checksum.update(request.body());
            String text = request.header(ID).strip() + "|"
                    + request.header(TIME).strip() + "|" + webhookId + "|" + checksum.getValue();
            return List.of(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> explain(WebhookRequest request, Duration tolerance) {
            Explanation explanation = new Explanation(request);
            for (String header : List.of(ID, TIME, SIGNATURE, ALGORITHM, CERTIFICATE_URL)) {
                if (SingleHeader.of(request, header) instanceof SingleHeader.Unusable(String cause)) {
                    explanation.says(cause);
                }
            }
            return explanation
                    .says("the algorithm is said to be " + request.header(ALGORITHM) + ", SHA256withRSA is expected")
                    .time(
                            "the header " + TIME,
                            SentTime.parse(request.header(TIME).strip()),
                            tolerance)
                    .says(ids.standing(request.receivedMicros()))
                    .signed(text(request, "{webhook_id}"));
        }

        @Override
        public String describe() {
            return "a signature " + certificate.describe() + ", for one of " + ids;
        }
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
