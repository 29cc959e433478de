package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.hmac.HmacAlgorithm;
import io.sluice.gateway.guard.hmac.HmacKey;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.signing.Explanation;
import io.sluice.gateway.guard.signing.SignedText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * A signature with a shared secret, RFC 2104, over a text with the body in it.
 *
 * @param publicKey the form of keys with which it may be signed instead
 * @param idHeader where {@code {id}} stands
 */
record HmacTemplate(
        HmacAlgorithm algorithm,
        SignatureHeader signature,
        SecretForm secretForm,
        Optional<Ed25519Form> publicKey,
        Optional<Timestamp> timestamp,
        Optional<String> idHeader,
        SignedText signed,
        String signedAsWritten)
        implements Template {

    /** Reads it from a provider's file. */
    static HmacTemplate of(Section file) {
        SignatureHeader signature = SignatureHeader.of(file);
        Optional<Timestamp> timestamp = Timestamp.of(file, signature);
        Optional<String> idHeader = file.string("id_header");
        return new HmacTemplate(
                file.choice("algorithm", HmacAlgorithm.SHA256),
                signature,
                SecretForm.of(file),
                Ed25519Form.of(file, signature),
                timestamp,
                idHeader,
                SignedText.readWith(
                        file, timestamp.flatMap(Timestamp::part), idHeader.map(SignedText.Part.HeaderValue::new)),
                file.string(
                        "signed", timestamp.flatMap(Timestamp::part).isPresent() ? "{timestamp}.{body}" : "{body}"));
    }

    @Override
    public boolean provesBody() {
        return true;
    }

    @Override
    public boolean dated() {
        return timestamp.isPresent();
    }

    @Override
    public String describe() {
        return "HMAC-" + algorithm + " of `" + signedAsWritten + "` in `" + signature.header() + "`, "
                + signature.encoding().name().toLowerCase(Locale.ROOT)
                + (signature.fields().prefix().isEmpty()
                        ? ""
                        : " behind `" + signature.fields().prefix() + "`")
                + publicKey
                        .map(form -> ", or Ed25519 behind `" + form.field().prefix() + "`")
                        .orElse("");
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        return new Check(
                this,
                settings.secrets().map(ProviderGuard.KEY, secret -> key(secret, settings.section())),
                settings.secrets().several() ? ", one of " + settings.secrets() : "",
                publicKey
                        .filter(form ->
                                settings.secrets().all().stream().anyMatch(secret -> form.isPublicKey(secret.value())))
                        .map(_ -> settings.around().slow()));
    }

    private BodyKey key(Secret secret, Section section) {
        if (secret.value().isEmpty()) {
            return new BodyKey.Unusable(); // has been told
        }
        Optional<Ed25519Form> form = publicKey.filter(asymmetric -> asymmetric.isPublicKey(secret.value()));
        Optional<BodyKey> key = form.isPresent()
                ? form.get().publicKey(secret.value()).map(BodyKey.Public::new)
                : secretForm.bytes(secret.value()).map(bytes -> new BodyKey.Shared(new HmacKey(algorithm, bytes)));
        if (key.isEmpty()) {
            String fault = form.map(Ed25519Form::fault).orElse(secretForm.fault());
            section.problem("secret", secret + " is " + fault, "copy it from the provider again");
        }
        return key.orElse(new BodyKey.Unusable());
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        if (publicKey.filter(form -> form.isPublicKey(secret)).isPresent()) {
            throw new IllegalArgumentException("the secret is a public key, and what signs is the private one");
        }
        UnsentRequest named = idHeader.filter(name -> request.header(name).isEmpty())
                .map(name -> request.with(name, newId(request, at)))
                .orElse(request);
        UnsentRequest dated = timestamp.map(where -> where.write(named, at)).orElse(named);
        boolean beside = timestamp
                .filter(time -> time.where() instanceof Timestamp.Where.BesideSignature)
                .isPresent();
        Optional<Ed25519Form> form = publicKey.filter(asymmetric -> asymmetric.isPrivateKey(secret));
        if (form.isPresent()) {
            byte[] made = form.get().sign(secret, signed, dated);
            return signature.write(dated, form.get().field().prefix(), made, beside);
        }
        byte[] key = secretForm
                .bytes(secret)
                .orElseThrow(() -> new IllegalArgumentException("the secret is " + secretForm.fault()));
        byte[] made = new HmacKey(algorithm, key).sign(signed, dated);
        return signature.write(dated, signature.fields().prefix(), made, beside);
    }

    /** The same for the same request at the same moment, another for another. */
    private static String newId(UnsentRequest request, Instant at) {
        byte[] moment = at.toString().getBytes(StandardCharsets.UTF_8);
        byte[] name = new HmacKey(HmacAlgorithm.SHA256, moment).sign(SignedText.BODY, request);
        return "msg_" + HexFormat.of().formatHex(name, 0, 12);
    }

    /** @param slow where signatures are verified when one of the keys is a public one */
    private record Check(HmacTemplate template, Keys<BodyKey> keys, String choice, Optional<SlowChecks> slow)
            implements ProviderCheck {
        @Override
        public CompletableFuture<Proof> prove(WebhookRequest request) {
            return switch (template.signature.read(request, template.publicKey)) {
                case SignatureHeader.Sent.None(String cause) -> new Proof.Missing(cause).now();
                case SignatureHeader.Sent.Signatures sent ->
                    slow.isPresent() && !sent.ed25519().isEmpty()
                            ? slow.get().run(() -> prove(request, sent).now()).orElseGet(() -> new Proof.Busy().now())
                            : prove(request, sent).now();
            };
        }

        private Proof prove(WebhookRequest request, SignatureHeader.Sent.Signatures sent) {
            for (String name : template.signed.headers()) {
                if (SingleHeader.of(request, name) instanceof SingleHeader.Unusable(String cause)) {
                    return new Proof.Missing(cause);
                }
            }
            long now = request.receivedMicros();
            Optional<Keys.Key<BodyKey>> found =
                    keys.matching(now, sent, (key, all) -> key.matches(template.signed, request, all));
            if (found.isEmpty()) {
                return new Proof.Missing("the signature is not that of the request with a configured secret: another"
                        + " secret, or a body that was changed on the way" + keys.trouble(now));
            }
            if (template.timestamp.isEmpty()) {
                return new Proof.Given(found.get().accepted());
            }
            Timestamp timestamp = template.timestamp.get();
            Optional<SentTime> time = timestamp.read(request);
            return time.isPresent()
                    ? new Proof.Dated(found.get().accepted(), time.get(), template.signed.pieces(request))
                    : new Proof.Missing("no time stands once in " + timestamp.place());
        }

        @Override
        public List<String> explain(WebhookRequest request, Duration tolerance) {
            Explanation explanation = new Explanation(request);
            switch (template.signature.read(request, template.publicKey)) {
                case SignatureHeader.Sent.None(String cause) -> explanation.says(cause);
                case SignatureHeader.Sent.Signatures sent -> {
                    explain(explanation, sent.all(), template.algorithm.bytes());
                    explain(explanation, sent.ed25519(), Ed25519Form.SIGNATURE_BYTES);
                }
            }
            template.timestamp.ifPresent(where -> explanation.time(where.place(), where.read(request), tolerance));
            return explanation.says(keys.standing(request.receivedMicros())).signed(template.signed);
        }

        private void explain(Explanation explanation, List<byte[]> signatures, int bytes) {
            if (!signatures.isEmpty()) {
                SignatureHeader place = template.signature;
                explanation.signatures(place.header(), signatures, place.encoding(), OptionalInt.of(bytes));
            }
        }

        @Override
        public String describe() {
            return template.describe() + choice;
        }
    }
}
