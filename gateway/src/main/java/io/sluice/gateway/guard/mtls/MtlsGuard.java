package io.sluice.gateway.guard.mtls;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes requests of connections whose sender has shown a certificate that is one of those configured. That it chains to an authority, and that
 * the sender has its key, was proven in the handshake; its time may have ended since. What headers say of certificates counts for nothing:
 * anybody can write them.
 */
final class MtlsGuard implements Guard {
    private final MtlsSettings settings;
    private final Refusals refusals = Refusals.unauthorized(
            MtlsFactory.KEY, "the client certificate is missing or not one of those that are taken");

    MtlsGuard(MtlsSettings settings) {
        this.settings = settings;
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        List<X509Certificate> chain = request.clientCertificates();
        if (chain.isEmpty()) {
            return refusals.now("the connection has no client certificate: its sender has shown none, or it came"
                    + " to the port in clear text");
        }
        Optional<String> fault = timeFault(chain, request.receivedMicros());
        if (fault.isEmpty()) {
            fault = fault(new Shown(chain.getFirst()));
        }
        return fault.isEmpty() ? Verdict.Accept.NOW : refusals.now(fault.get());
    }

    private static Optional<String> timeFault(List<X509Certificate> chain, long nowMicros) {
        Instant now = Instant.EPOCH.plus(nowMicros, ChronoUnit.MICROS);
        for (int i = 0; i < chain.size(); i++) {
            String whose = i == 0 ? "the client certificate" : "the certificate of an issuer";
            Instant from = chain.get(i).getNotBefore().toInstant();
            Instant to = chain.get(i).getNotAfter().toInstant();
            if (now.isAfter(to)) {
                return Optional.of(whose + " has expired at " + to);
            }
            if (now.isBefore(from)) {
                return Optional.of(whose + " is valid only from " + from);
            }
        }
        return Optional.empty();
    }

    private Optional<String> fault(Shown shown) {
        if (!settings.subjects().isEmpty() && !settings.subjects().contains(shown.subject())) {
            return Optional.of(
                    "the client certificate is for " + shown.subject().getName() + ", which is not configured");
        }
        if (!settings.issuers().isEmpty() && !settings.issuers().contains(shown.issuer())) {
            return Optional.of(
                    "the client certificate was issued by " + shown.issuer().getName() + ", which is not configured");
        }
        if (!settings.names().isEmpty() && shown.names().stream().noneMatch(settings.names()::contains)) {
            return Optional.of("the client certificate has the alternative names " + shown.names()
                    + ", none of which is configured");
        }
        if (!settings.fingerprints().isEmpty()
                && shown.fingerprint().filter(settings.fingerprints()::contains).isEmpty()) {
            return Optional.of("the client certificate has the fingerprint "
                    + shown.fingerprint().orElse("unknown") + ", which is not configured");
        }
        return Optional.empty();
    }
}
