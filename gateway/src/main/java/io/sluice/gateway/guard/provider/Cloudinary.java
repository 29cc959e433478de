package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cloudinary hashes body, time and the account's secret behind them. https://cloudinary.com/documentation/notifications#verifying_notification_signatures
 */
record Cloudinary(ProviderFacts facts) implements Provider {
    private static final String OPTION = "algorithm";
    private static final String HEADER = "X-Cld-Signature";
    private static final String TIME = "X-Cld-Timestamp";

    private enum Hash {
        SHA1,
        SHA256
    }

    Cloudinary() {
        this(new ProviderFacts(
                "cloudinary",
                "Cloudinary",
                List.of("https://cloudinary.com/documentation/notifications#verifying_notification_signatures"),
                "SHA-1 (with `" + OPTION + "` `sha256` SHA-256) of `{body}{timestamp}` and the secret in `" + HEADER
                        + "`, hex",
                true,
                Optional.of(Duration.ofHours(2)),
                Optional.empty(),
                Optional.empty()));
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        Hash hash = settings.section().choice(OPTION, Hash.SHA1);
        return SecretCheck.of(
                "a hash (" + hash + ") of body, time and secret in the header " + HEADER,
                settings,
                secret -> text -> hash(hash, text, secret.bytes()),
                Cloudinary::claimed);
    }

    private static Claimed claimed(WebhookRequest request) {
        for (String header : List.of(HEADER, TIME)) {
            if (SingleHeader.of(request, header) instanceof SingleHeader.Unusable(String cause)) {
                return new Claimed.Nothing(cause);
            }
        }
        String written = request.header(TIME).strip();
        Optional<SentTime> time = SentTime.parse(written);
        Optional<byte[]> signature = Encoding.HEX.decode(request.header(HEADER).strip());
        if (time.isEmpty() || signature.isEmpty()) {
            return new Claimed.Nothing(
                    "the header " + (time.isEmpty() ? TIME + " is no time" : HEADER + " is not in hex"));
        }
        return Claimed.anyOf(List.of(signature.get()), List.of(text(request, written)), time);
    }

    private static List<byte[]> text(WebhookRequest request, String time) {
        return List.of(request.body(), time.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hash(Hash hash, List<byte[]> text, byte[] secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash == Hash.SHA1 ? "SHA-1" : "SHA-256");
            text.forEach(digest::update);
            return digest.digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1 and SHA-256", e);
        }
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        Hash hash = options.getOrDefault(OPTION, "sha1").equals("sha1") ? Hash.SHA1 : Hash.SHA256;
        String time = Long.toString(at.getEpochSecond());
        byte[] signature = hash(hash, text(request, time), secret.getBytes(StandardCharsets.UTF_8));
        return request.with(TIME, time).with(HEADER, Encoding.HEX.encode(signature));
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
