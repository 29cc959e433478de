package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.hmac.HmacAlgorithm;
import io.sluice.gateway.guard.hmac.HmacKey;
import io.sluice.gateway.guard.json.JsonScalars;
import io.sluice.gateway.guard.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adyen's standard webhooks carry a signature over eight fields in each of their items, and nothing proves the rest of them; its newer
 * ones carry one over the whole body in a header. https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures
 */
record Adyen(ProviderFacts facts) implements Provider {
    private static final String HEADER = "HmacSignature";
    private static final SecretForm FORM = new SecretForm("", Optional.of(Encoding.HEX));
    private static final String ITEM = "/notificationItems/%d/NotificationRequestItem";
    private static final String SIGNATURE = "/additionalData/hmacSignature";
    private static final List<String> FIELDS = List.of(
            "/pspReference",
            "/originalReference",
            "/merchantAccountCode",
            "/merchantReference",
            "/amount/value",
            "/amount/currency",
            "/eventCode",
            "/success");

    Adyen() {
        this(new ProviderFacts(
                "adyen",
                "Adyen",
                List.of("https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures"),
                "HMAC-SHA256 of eight fields of each item in its `additionalData.hmacSignature`, base64; or of `{body}` in `"
                        + HEADER + "`",
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        Section section = settings.section();
        Secrets secrets = settings.secrets();
        secrets.all().stream()
                .filter(secret ->
                        !secret.value().isEmpty() && FORM.bytes(secret.value()).isEmpty())
                .forEach(secret -> section.problem(
                        "secret", secret + " is " + FORM.fault(), "copy it from the Customer Area again"));
        return SecretCheck.of(
                "a signature in each item, or of the body in the header " + HEADER,
                settings,
                secret -> key(secret.value())::sign,
                Adyen::claimed);
    }

    private static HmacKey key(String secret) {
        return new HmacKey(HmacAlgorithm.SHA256, FORM.bytes(secret).orElse(new byte[1]));
    }

    private static Claimed claimed(WebhookRequest request) {
        if (request.headers(HEADER).isEmpty()) {
            return JsonScalars.read(request.body())
                    .map(Adyen::items)
                    .orElseGet(() -> new Claimed.Nothing("the body is no JSON, or a name stands twice in it"));
        }
        return switch (SingleHeader.of(request, HEADER)) {
            case SingleHeader.Unusable(String cause) -> new Claimed.Nothing(cause);
            case SingleHeader.Value(String value) ->
                Encoding.BASE64
                        .decode(value)
                        .map(signature ->
                                Claimed.anyOf(List.of(signature), List.of(List.of(request.body())), Optional.empty()))
                        .orElseGet(() -> new Claimed.Nothing("the header " + HEADER + " is not Base64"));
        };
    }

    /** Each item must be signed: one that is not would come in with the others. */
    private static Claimed items(JsonScalars body) {
        List<byte[]> texts = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        for (String item : roots(body)) {
            Optional<byte[]> signature = body.at(item + SIGNATURE).flatMap(Encoding.BASE64::decode);
            if (signature.isEmpty()) {
                return new Claimed.Nothing("an item has no \"hmacSignature\" in its \"additionalData\", and the header "
                        + HEADER + " is missing");
            }
            texts.add(text(pointer -> body.textAt(item + pointer)));
            signatures.add(signature.get());
        }
        if (texts.isEmpty()) {
            return new Claimed.Nothing(
                    "the body has no \"notificationItems\", and the header " + HEADER + " is missing");
        }
        return new Claimed.Signed(signer -> all(signer, texts, signatures), Optional.empty(), texts);
    }

    private static boolean all(Signer signer, List<byte[]> texts, List<byte[]> signatures) {
        boolean all = true;
        for (int i = 0; i < texts.size(); i++) {
            all &= MessageDigest.isEqual(signatures.get(i), signer.sign(List.of(texts.get(i))));
        }
        return all;
    }

    /** The items, by whatever stands in them: an item without a signature is one, too. */
    private static List<String> roots(JsonScalars body) {
        return body.byPointer().keySet().stream()
                .filter(pointer -> pointer.startsWith("/notificationItems/"))
                .map(pointer -> pointer.split("/", 4)[2])
                .distinct()
                .map(index -> ITEM.replace("%d", index))
                .toList();
    }

    private static byte[] text(Function<String, String> field) {
        return FIELDS.stream().map(field).collect(Collectors.joining(":")).getBytes(StandardCharsets.UTF_8);
    }

    /** Signs the items where there are some, else the body. */
    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        byte[] bytes =
                FORM.bytes(secret).orElseThrow(() -> new IllegalArgumentException("the secret is " + FORM.fault()));
        HmacKey key = new HmacKey(HmacAlgorithm.SHA256, bytes);
        List<String> items = JsonScalars.read(request.body()).map(Adyen::roots).orElse(List.of());
        if (items.isEmpty()) {
            return request.with(HEADER, Encoding.BASE64.encode(key.sign(List.of(request.body()))));
        }
        if (items.size() > 1) {
            throw new IllegalArgumentException("the body must have one item: Adyen sends no more");
        }
        JsonScalars body = JsonScalars.read(request.body()).orElseThrow();
        String item = items.getFirst();
        byte[] signature = key.sign(List.of(text(pointer -> body.textAt(item + pointer))));
        return request.withBody(replaced(request.body(), body.textAt(item + SIGNATURE), signature));
    }

    private static byte[] replaced(byte[] body, String old, byte[] signature) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (old.isEmpty() || !text.contains('"' + old + '"')) {
            throw new IllegalArgumentException(
                    "the item must have an \"hmacSignature\" in its \"additionalData\", any text:"
                            + " the signature is written there");
        }
        return text.replace('"' + old + '"', '"' + Encoding.BASE64.encode(signature) + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
