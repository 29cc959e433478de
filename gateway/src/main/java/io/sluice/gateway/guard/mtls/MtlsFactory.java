package io.sluice.gateway.guard.mtls;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;

/**
 * {@code mtls {subject, san, fingerprint, issuer}}: the certificate that the sender shows in the handshake of its TLS connection to the
 * gateway. It chains to {@code TLS_CLIENT_CA_FILE}, or the handshake would have failed.
 *
 * <ul>
 *   <li>{@code subject}, {@code issuer}: names as RFC 4514 writes them, {@code CN=shop,O=Example}, compared part by part
 *   <li>{@code san}: {@code dns:…}, {@code uri:…}, {@code email:…}, {@code ip:…}
 *   <li>{@code fingerprint}: SHA-256 in hex, with colons or without
 * </ul>
 *
 * Each is one or a list; of a list one is enough, and each option that is there must hold.
 */
public final class MtlsFactory implements GuardFactory {
    /** Its key in the settings. */
    public static final String KEY = "mtls";
    /** What a text in a list stands for. */
    private static final String VALUE = "value";

    private final Surroundings around;

    public MtlsFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(KEY);
        if (own.isPresent() && !around.asksForCertificates()) {
            webhook.problem(
                    KEY,
                    "no port of this gateway asks senders for certificates",
                    "set TLS_PORT, TLS_CERTIFICATE_FILE, TLS_KEY_FILE and TLS_CLIENT_CA_FILE");
        }
        return new Plan(own.map(MtlsFactory::settings).orElse(MtlsSettings.ANY));
    }

    private static MtlsSettings settings(Section section) {
        String name =
                "write it as RFC 4514 does, such as CN=shop,O=Example: \"openssl x509 -noout -%s -nameopt RFC2253\""
                        + " prints it";
        return new MtlsSettings(
                read(section, "subject", MtlsFactory::name, "is no name", name.formatted("subject")),
                read(
                        section,
                        "san",
                        AlternativeName::parse,
                        "is no alternative name",
                        "write it with its kind: " + AlternativeName.prefixes()),
                read(
                        section,
                        "fingerprint",
                        MtlsFactory::fingerprint,
                        "is no SHA-256 in hex",
                        "\"openssl x509 -noout -fingerprint -sha256\" prints it"),
                read(section, "issuer", MtlsFactory::name, "is no name", name.formatted("issuer")));
    }

    private static <T> Set<T> read(
            Section section, String key, Function<String, Optional<T>> parse, String problem, String cure) {
        if (!section.has(key)) {
            return Set.of();
        }
        List<Section> entries = section.entries(key, VALUE);
        if (entries.isEmpty()) {
            section.problem(key, "holds nothing, so that nobody gets in", "add one, or remove the key");
        }
        Set<T> found = new LinkedHashSet<>();
        for (Section entry : entries) {
            String written = entry.requiredString(VALUE).strip();
            Optional<T> parsed = parse.apply(written);
            parsed.ifPresent(found::add);
            if (parsed.isEmpty() && !written.isEmpty()) {
                section.problem(key, "\"" + written + "\" " + problem, cure);
            }
        }
        return Set.copyOf(found);
    }

    private static Optional<X500Principal> name(String written) {
        try {
            return written.isEmpty() ? Optional.empty() : Optional.of(new X500Principal(written));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> fingerprint(String written) {
        String hex = written.replace(":", "").toLowerCase(Locale.ROOT);
        return hex.matches("[0-9a-f]{64}") ? Optional.of(hex) : Optional.empty();
    }

    private record Plan(MtlsSettings settings) implements GuardPlan {
        @Override
        public String describe() {
            return settings.describe();
        }

        @Override
        public List<String> explain(WebhookRequest request) {
            if (request.clientCertificates().isEmpty()) {
                return List.of("no certificate is known: a request in a file has no connection to look at, only one of"
                        + " the quarantine keeps what its sender showed");
            }
            return new Shown(request.clientCertificates().getFirst()).lines();
        }

        @Override
        public Guard build() {
            return new MtlsGuard(settings);
        }
    }
}
