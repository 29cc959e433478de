package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.publickey.EcdsaForm;
import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.publickey.SignatureScheme;
import io.sluice.gateway.guard.signing.Explanation;
import io.sluice.gateway.guard.signing.SignedText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A signature with the provider's private key, over a text with the body in it. ECDSA signatures are written in DER. */
record PublicKeyTemplate(
        SignatureScheme scheme,
        String header,
        Encoding encoding,
        Optional<String> timestampHeader,
        SignedText signed,
        String signedAsWritten)
        implements Template {
    private static final String KEY = "public_key";

    /** Reads it from a provider's file. */
    static PublicKeyTemplate of(Section file) {
        Optional<String> timestampHeader = file.string("timestamp_header");
        return new PublicKeyTemplate(
                new SignatureScheme(file.choice("algorithm", SignatureAlgorithm.ED25519), EcdsaForm.DER),
                FieldName.read(file, "header", ""),
                file.choice("encoding", Encoding.HEX),
                timestampHeader,
                SignedText.read(file, timestampHeader, Optional.empty()),
                file.string("signed", "{body}"));
    }

    @Override
    public boolean provesBody() {
        return true;
    }

    @Override
    public boolean dated() {
        return timestampHeader.isPresent();
    }

    @Override
    public String describe() {
        return "signature (`" + scheme + "`) of `" + signedAsWritten + "` in `" + header + "`, "
                + encoding.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        PublicKeys keys = PublicKeys.required(
                settings.section(),
                KEY,
                ProviderGuard.KEY,
                settings.around().clock(),
                scheme.algorithm()::takes,
                "the one that the provider shows, which is for " + scheme);
        return new Check(this, keys, settings.around().slow());
    }

    @Override
    public String secretKey() {
        return KEY;
    }

    @Override
    public Optional<String> whyUnsignable() {
        return Optional.of("it signs with a private key that nobody else has");
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        throw new IllegalArgumentException(
                "nobody but the provider can sign: " + whyUnsignable().orElseThrow());
    }

    private record Check(PublicKeyTemplate template, PublicKeys keys, SlowChecks slow) implements ProviderCheck {
        @Override
        public CompletableFuture<Proof> prove(WebhookRequest request) {
            return switch (SingleHeader.of(request, template.header)) {
                case SingleHeader.Unusable(String cause) -> new Proof.Missing(cause).now();
                case SingleHeader.Value(String value) ->
                    template.encoding
                            .decode(value)
                            .map(signature -> proveBeside(request, signature))
                            .orElseGet(() -> new Proof.Missing("the header " + template.header + " is not in "
                                            + template.encoding.name().toLowerCase(Locale.ROOT))
                                    .now());
            };
        }

        private CompletableFuture<Proof> proveBeside(WebhookRequest request, byte[] signature) {
            return template.scheme.algorithm().isSlow()
                    ? slow.run(() -> prove(request, signature).now()).orElseGet(() -> new Proof.Busy().now())
                    : prove(request, signature).now();
        }

        private Proof prove(WebhookRequest request, byte[] signature) {
            for (String name : template.signed.headers()) {
                if (SingleHeader.of(request, name) instanceof SingleHeader.Unusable(String cause)) {
                    return new Proof.Missing(cause);
                }
            }
            long now = request.receivedMicros();
            List<byte[]> pieces = template.signed.pieces(request);
            Optional<PublicKeys.Key> found =
                    keys.matching(now, key -> template.scheme.verifies(key.key(), signature, pieces));
            if (found.isEmpty()) {
                return new Proof.Missing("the signature is not that of the request by the owner of a configured key:"
                        + " another key, or a body that was changed on the way" + keys.trouble(now));
            }
            if (template.timestampHeader.isEmpty()) {
                return new Proof.Given(found.get().accepted());
            }
            String header = template.timestampHeader.get();
            Optional<SentTime> time = SentTime.parse(request.header(header).strip());
            return time.isPresent()
                    ? new Proof.Dated(found.get().accepted(), time.get(), pieces)
                    : new Proof.Missing("the header " + header + " is no time");
        }

        @Override
        public List<String> explain(WebhookRequest request, Duration tolerance) {
            Explanation explanation = new Explanation(request);
            switch (SingleHeader.of(request, template.header)) {
                case SingleHeader.Unusable(String cause) -> explanation.says(cause);
                case SingleHeader.Value(String value) ->
                    explanation.signatures(
                            template.header,
                            template.encoding.decode(value).stream().toList(),
                            template.encoding,
                            OptionalInt.empty());
            }
            template.timestampHeader.ifPresent(name -> explanation.time(
                    "the header " + name, SentTime.parse(request.header(name).strip()), tolerance));
            return explanation
                    .says("the algorithm is " + template.scheme + ", tried are " + keys
                            + keys.trouble(request.receivedMicros()))
                    .signed(template.signed);
        }

        @Override
        public String describe() {
            return template.describe() + (keys.all().size() > 1 ? ", one of " + keys : "");
        }
    }
}
