package io.sluice.gateway.guard.provider;

import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.Section;
import io.sluice.core.settings.SettingsFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a provider's file of data, {@code NAME.json} beside this class. Its keys:
 *
 * <ul>
 *   <li>{@code title}, {@code documentation} (a list of URLs), {@code event_id} (see {@link EventId}), {@code handshake}, {@code tolerance}
 *   <li>{@code scheme}: {@code hmac} (default), {@code token} (the secret in a header), {@code basic}, {@code public_key}
 *   <li>{@code header}, {@code separator}, {@code prefix}, {@code encoding} (hex): see {@link SignatureHeader}
 *   <li>{@code algorithm} (sha256; of {@code public_key} one of {@link io.sluice.gateway.guard.publickey.SignatureAlgorithm}), {@code signed} ({@code {body}}), {@code id_header}
 *   <li>{@code timestamp_header}, {@code timestamp_prefix} (beside the signature) or {@code timestamp_member} (in the body), and
 *       {@code timestamp_unit}: see {@link Timestamp}
 *   <li>{@code secret_prefix}, {@code secret_encoding}: see {@link SecretForm}
 *   <li>{@code public_key} ({@code prefix}, {@code secret_prefix}, {@code signing_secret_prefix}): see {@link Ed25519Form}
 *   <li>{@code header_is_option}: of {@code token}, whether the settings may name another header
 * </ul>
 */
final class ProviderFile {
    /** How a provider proves who it is. */
    private enum Scheme {
        HMAC,
        TOKEN,
        BASIC,
        PUBLIC_KEY
    }

    private ProviderFile() {}

    /** Reads the file of a name that {@link Providers} lists. */
    static Provider read(String name) {
        return read(name, content(name));
    }

    /** Reads a file's content, which must be right: it is a part of the program. */
    static Provider read(String name, byte[] content) {
        Problems problems = new Problems();
        FileSection file = SettingsFile.parse(name + ".json", content, Map.of(), problems);
        Provider provider = provider(name, file);
        file.reportUnknownKeys();
        if (!problems.errors().isEmpty()) {
            throw new IllegalStateException("A provider's file is wrong: " + problems.errors());
        }
        return provider;
    }

    private static byte[] content(String name) {
        try (InputStream file = ProviderFile.class.getResourceAsStream(name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("The file of the provider " + name + " is not there");
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException("The file of the provider " + name + " cannot be read", unreadable);
        }
    }

    private static Provider provider(String name, Section file) {
        Template template = switch (file.choice("scheme", Scheme.HMAC)) {
            case HMAC -> HmacTemplate.of(file);
            case TOKEN -> TokenTemplate.of(file);
            case BASIC -> new BasicTemplate();
            case PUBLIC_KEY -> PublicKeyTemplate.of(file);
        };
        Optional<Duration> tolerance = template.dated()
                ? Optional.of(
                        file.duration("tolerance", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofDays(7)))
                : Optional.empty();
        return new TemplateProvider(facts(name, file, template, tolerance), template);
    }

    private static ProviderFacts facts(String name, Section file, Template template, Optional<Duration> tolerance) {
        return new ProviderFacts(
                name,
                file.requiredString("title"),
                file.strings("documentation"),
                template.describe(),
                template.provesBody(),
                tolerance,
                file.string("event_id").map(text -> EventId.parse(text).orElseThrow()),
                file.string("handshake"));
    }
}
