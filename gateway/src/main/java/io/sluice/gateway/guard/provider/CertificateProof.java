package io.sluice.gateway.guard.provider;

import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.certificate.Certificates;
import io.sluice.gateway.guard.publickey.EcdsaForm;
import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.publickey.SignatureScheme;
import io.sluice.gateway.guard.publickey.WrittenKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A signature with RSA whose certificate the request names, for providers that exchange theirs often. The gateway fetches it from the
 * provider, or takes those of the settings where it must not call out.
 *
 * @param fixed those that are configured
 * @param certificates those of the provider
 */
record CertificateProof(Optional<PublicKeys> fixed, Certificates certificates) {
    private static final String OPTION = "certificate";
    private static final Duration RETRY = Duration.ofSeconds(5);

    static CertificateProof read(ProviderSettings settings) {
        Section section = settings.section();
        Optional<PublicKeys> fixed = section.has(OPTION)
                ? Optional.of(PublicKeys.required(
                        section,
                        OPTION,
                        ProviderGuard.KEY,
                        settings.around().clock(),
                        SignatureAlgorithm.RSA_SHA256::takes,
                        "the provider's certificate, which is of an RSA key"))
                : Optional.empty();
        return new CertificateProof(
                fixed,
                new Certificates(settings.around().clients(), settings.around().clock()));
    }

    /**
     * Checks a signature.
     *
     * @param url where the certificate is; empty when that is not the provider's
     * @param judge what the request proves; it is given what says whether the signature is that of a text
     */
    CompletableFuture<Proof> prove(
            Optional<String> url,
            SignatureAlgorithm algorithm,
            byte[] signature,
            long now,
            Function<Predicate<List<byte[]>>, Proof> judge) {
        SignatureScheme scheme = new SignatureScheme(algorithm, EcdsaForm.DER);
        if (fixed.isPresent()) {
            PublicKeys keys = fixed.get();
            return judge.apply(text -> keys.matching(now, key -> scheme.verifies(key.key(), signature, text))
                            .isPresent())
                    .now();
        }
        if (url.isEmpty()) {
            return new Proof.Missing("its certificate's URL is not one of the provider's").now();
        }
        return certificates.at(url.get()).thenApply(found -> switch (found) {
            case Certificates.Found.None(String cause) -> new Proof.Missing(cause);
            case Certificates.Found.Unknown(String cause) -> new Proof.Unknown(RETRY, cause);
            case Certificates.Found.Certificate(WrittenKey key) ->
                judge.apply(text -> key.validity().holds(now)
                        && algorithm.takes(key.key())
                        && scheme.verifies(key.key(), signature, text));
        });
    }

    /** What to say of a signature that is not right. */
    static Proof.Missing wrong(String trouble) {
        return new Proof.Missing(
                "the signature is not that of the request with the provider's certificate: something was"
                        + " changed on the way, or the certificate's time is over" + trouble);
    }

    /** What is asked of a request, for people. */
    String describe() {
        return fixed.map(keys -> "with a configured certificate").orElse("with the certificate that it names");
    }
}
