package io.sluice.gateway.guard.signature;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.publickey.EcdsaForm;
import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.publickey.SignatureScheme;
import io.sluice.gateway.guard.signing.Signing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code signature {public_key, algorithm: "ed25519", ecdsa_format: "der", header: "X-Signature", encoding: "base64", key_id_header}}, and what
 * {@link Signing} reads.
 */
public final class SignatureFactory implements GuardFactory {
    private static final String KEY_ID_HEADER = "key_id_header";

    private final Surroundings around;

    public SignatureFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "signature";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        return webhook.section(key())
                .<GuardPlan>map(section -> new SignaturePlan(settings(section), around))
                .orElseGet(() -> new SignaturePlan(SignatureSettings.NONE, around));
    }

    private SignatureSettings settings(Section section) {
        SignatureAlgorithm algorithm = section.choice("algorithm", SignatureAlgorithm.ED25519);
        if (algorithm == SignatureAlgorithm.RSA_SHA1) {
            section.warning("algorithm", "SHA-1 has known collisions", "use rsa_sha256 as soon as the sender can");
        }
        EcdsaForm form = section.choice("ecdsa_format", EcdsaForm.DER);
        if (section.has("ecdsa_format") && !algorithm.isEcdsa()) {
            section.warning("ecdsa_format", "has no effect with this algorithm", "remove it");
        }
        SignatureScheme scheme = new SignatureScheme(algorithm, form);
        PublicKeys keys = PublicKeys.required(
                section, "public_key", key(), around.clock(), algorithm::takes, "one that is for " + scheme);
        Optional<String> keyId = section.has(KEY_ID_HEADER)
                ? Optional.of(FieldName.read(section, KEY_ID_HEADER, "X-Key-Id"))
                : Optional.empty();
        if (keyId.isPresent() && !keys.named()) {
            section.problem(KEY_ID_HEADER, "not every key has a name that could stand there", "add \"id\" to each key");
        }
        return new SignatureSettings(
                keys, scheme, Signing.read(section, SignatureSettings.HEADER, Encoding.BASE64), keyId);
    }

    private record SignaturePlan(SignatureSettings settings, Surroundings around) implements GuardPlan {
        @Override
        public String describe() {
            String choice = settings.keys().all().size() > 1 ? ", one of " + settings.keys() : "";
            return "a signature with " + settings.scheme() + " in the header "
                    + settings.signing().header() + choice
                    + settings.signing().describeTime();
        }

        @Override
        public List<String> explain(WebhookRequest request) {
            return settings.signing()
                    .explain(
                            request,
                            "",
                            OptionalInt.empty(),
                            "tried are " + settings.keys() + " that count at that time");
        }

        @Override
        public Guard build() {
            return new SignatureGuard(settings, around);
        }
    }
}
