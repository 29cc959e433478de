package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.hmac.HmacAlgorithm;
import io.sluice.gateway.guard.hmac.HmacKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mailchimp Transactional, which was Mandrill, signs the URL as it was entered there and the fields of the form that it sends.
 * https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/#authenticating-webhook-requests
 */
record Mandrill(ProviderFacts facts) implements Provider {
    private static final String HEADER = "X-Mandrill-Signature";

    Mandrill() {
        this(new ProviderFacts(
                "mandrill",
                "Mailchimp Transactional (Mandrill)",
                List.of(
                        "https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/#authenticating-webhook-requests"),
                "HMAC-SHA1 of `{url}` and the form's fields, sorted, in `" + HEADER + "`, base64",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of("head")));
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        return SecretCheck.of(
                "a signature of URL and form in the header " + HEADER,
                settings,
                secret -> new HmacKey(HmacAlgorithm.SHA1, secret.bytes())::sign,
                Mandrill::claimed);
    }

    private static Claimed claimed(WebhookRequest request) {
        if (SingleHeader.of(request, HEADER) instanceof SingleHeader.Unusable(String cause)) {
            return new Claimed.Nothing(cause);
        }
        Optional<byte[]> signature =
                Encoding.BASE64.decode(request.header(HEADER).strip());
        Optional<byte[]> fields = FormFields.sorted(request.body());
        if (signature.isEmpty() || fields.isEmpty()) {
            return new Claimed.Nothing(
                    signature.isEmpty() ? "the header " + HEADER + " is not Base64" : "the body is no form");
        }
        return Claimed.anyOf(List.of(signature.get()), List.of(text(request, fields.get())), Optional.empty());
    }

    private static List<byte[]> text(WebhookRequest request, byte[] fields) {
        return List.of(request.url().getBytes(StandardCharsets.UTF_8), fields);
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        byte[] fields = FormFields.sorted(request.body())
                .orElseThrow(() -> new IllegalArgumentException("the body must be a form: mandrill_events=…"));
        HmacKey key = new HmacKey(HmacAlgorithm.SHA1, secret.getBytes(StandardCharsets.UTF_8));
        return request.with(HEADER, Encoding.BASE64.encode(key.sign(text(request, fields))));
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
