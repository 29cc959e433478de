package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.hmac.HmacAlgorithm;
import io.sluice.gateway.guard.hmac.HmacKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Providers that sign with each of several secrets and write each signature into a header of its own: one that is right is enough, so that
 * a secret can be exchanged. HMAC-SHA256 in Base64.
 *
 * @param headers where signatures may stand
 * @param timeHeader where a time stands, which is signed behind the body
 */
record SeveralHeaders(ProviderFacts facts, List<String> headers, Optional<String> timeHeader) implements Provider {

    /** https://developers.docusign.com/platform/webhooks/connect/validate */
    static Provider docusign() {
        // DocuSign takes up to a hundred secrets; nobody exchanges more than a few of them at a time.
        List<String> headers = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> "X-DocuSign-Signature-" + number)
                .toList();
        return new SeveralHeaders(
                new ProviderFacts(
                        "docusign",
                        "DocuSign Connect",
                        List.of("https://developers.docusign.com/platform/webhooks/connect/validate"),
                        "HMAC-SHA256 of `{body}` in one of `X-DocuSign-Signature-1` to `-10`, base64",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                headers,
                Optional.empty());
    }

    /** https://developer.box.com/guides/webhooks/v2/signatures-v2/ */
    static Provider box() {
        return new SeveralHeaders(
                new ProviderFacts(
                        "box",
                        "Box",
                        List.of("https://developer.box.com/guides/webhooks/v2/signatures-v2/"),
                        "HMAC-SHA256 of `{body}{timestamp}` in `BOX-SIGNATURE-PRIMARY` or `BOX-SIGNATURE-SECONDARY`, base64",
                        true,
                        Optional.of(Duration.ofMinutes(10)),
                        Optional.of(new EventId(EventId.Source.HEADER, "BOX-DELIVERY-ID")),
                        Optional.empty()),
                List.of("BOX-SIGNATURE-PRIMARY", "BOX-SIGNATURE-SECONDARY"),
                Optional.of("BOX-DELIVERY-TIMESTAMP"));
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        return SecretCheck.of(
                "a signature of the body in the header " + headers.getFirst() + " or one of its followers",
                settings,
                secret -> new HmacKey(HmacAlgorithm.SHA256, secret.bytes())::sign,
                this::claimed);
    }

    private Claimed claimed(WebhookRequest request) {
        List<byte[]> signatures = new ArrayList<>();
        for (String header : headers) {
            if (request.headers(header).size() > 1) {
                return new Claimed.Nothing("the header " + header + " stands there more than once");
            }
            Encoding.BASE64.decode(request.header(header).strip()).ifPresent(signatures::add);
        }
        if (signatures.isEmpty()) {
            return new Claimed.Nothing(
                    "no signature in Base64 stands in the header " + headers.getFirst() + " or one of its followers");
        }
        if (timeHeader.isEmpty()) {
            return Claimed.anyOf(signatures, List.of(List.of(request.body())), Optional.empty());
        }
        return switch (SingleHeader.of(request, timeHeader.get())) {
            case SingleHeader.Unusable(String cause) -> new Claimed.Nothing(cause);
            case SingleHeader.Value(String text) -> {
                Optional<SentTime> time = SentTime.parse(text);
                yield time.isPresent()
                        ? Claimed.anyOf(signatures, List.of(text(request, text)), time)
                        : new Claimed.Nothing("the header " + timeHeader.get() + " is no time");
            }
        };
    }

    private static List<byte[]> text(WebhookRequest request, String time) {
        return List.of(request.body(), time.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        String time =
                timeHeader.isEmpty() ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
        HmacKey key = new HmacKey(HmacAlgorithm.SHA256, secret.getBytes(StandardCharsets.UTF_8));
        String signature = Encoding.BASE64.encode(key.sign(text(request, time)));
        UnsentRequest dated = timeHeader.map(name -> request.with(name, time)).orElse(request);
        return dated.with(headers.getFirst(), signature);
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
