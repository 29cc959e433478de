package io.sluice.gateway.diagnosis;

import io.sluice.core.event.Header;
import io.sluice.gateway.guard.provider.Providers;
import io.sluice.gateway.recorded.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What may be wrong with a webhook's settings. What has no effect on a guard cannot make it accept, so each is tried on all. */
final class SettingSuspicions {
    private static final String PREFIX = "whsec_";
    private static final List<String> SIGNED = List.of(
            "{body}",
            "{timestamp}.{body}",
            "{timestamp}{body}",
            "{timestamp}:{body}",
            "v0:{timestamp}:{body}",
            "{body}{timestamp}",
            "{id}.{timestamp}.{body}",
            "{id}{timestamp}{body}",
            "{url}{body}",
            "{method}{url}{body}");

    private SettingSuspicions() {}

    static List<Suspicion> of(RecordedRequest request) {
        List<Suspicion> found = new ArrayList<>(secrets());
        found.add(Suspicion.ofSettings(
                "validity",
                "a secret was used that does not count at that time",
                "look at its \"not_before\" and \"not_after\", and at --at",
                Alteration.ALWAYS));
        for (String algorithm : List.of("sha1", "sha256", "sha384", "sha512", "md5")) {
            found.add(option("algorithm", algorithm, "the signature was made with " + algorithm));
        }
        for (String encoding : List.of("hex", "base64", "base64url")) {
            found.add(option("encoding", encoding, "the signature is written in " + encoding));
        }
        for (String prefix : List.of("", "sha1=", "sha256=", "sha512=", "v0=", "v1=", "v1,", "hmac-sha256=")) {
            String stands = prefix.isEmpty() ? "nothing stands" : "\"" + prefix + "\" stands";
            found.add(option("prefix", prefix, stands + " before the signature"));
        }
        for (String signed : SIGNED) {
            found.add(option("signed", signed, "the signature was made over \"" + signed + "\""));
        }
        for (Header header : request.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.contains("sign") || name.contains("hmac") || name.contains("hash")) {
                found.add(option("header", header.name(), "the signature stands in the header " + header.name()));
            }
        }
        found.add(option("case_sensitive", "false", "the key is the same but for capitals"));
        for (String provider : Providers.names()) {
            found.add(Suspicion.ofSettings(
                    "provider",
                    "the request is one of the provider " + provider,
                    "write \"name\": \"" + provider + "\"",
                    Alteration.of("name", provider)));
        }
        return found;
    }

    private static Suspicion option(String key, String value, String words) {
        String written = key.equals("case_sensitive") ? value : "\"" + value + "\"";
        return Suspicion.ofSettings(key, words, "write \"" + key + "\": " + written, Alteration.of(key, value));
    }

    private static List<Suspicion> secrets() {
        return List.of(
                secret("the secret has blanks or a newline around it that were not used", "remove them", String::strip),
                secret(
                        "the secret was used with a newline behind it",
                        "the sender reads it from a file, newline included: let it cut that off",
                        text -> text + "\n"),
                secret(
                        "the secret has quotation marks around it that were not used",
                        "remove them",
                        text -> text.strip().replaceAll("^([\"'])(.*)\\1$", "$2")),
                secret(
                        "the secret was used with " + PREFIX + " before it",
                        "configure it with " + PREFIX,
                        text -> text.startsWith(PREFIX) ? text : PREFIX + text),
                secret(
                        "the secret was used without the " + PREFIX + " before it",
                        "the sender, or whoever signed, cuts that off: configure it without",
                        text -> text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text),
                secret(
                        "the secret was used as it is written, " + PREFIX
                                + " included, instead of the bytes that it stands for in Base64",
                        "let the sender decode what stands behind " + PREFIX,
                        SettingSuspicions::encoded),
                secret(
                        "the secret was used without " + PREFIX + " but not decoded from Base64",
                        "let the sender decode what stands behind " + PREFIX,
                        text -> encoded(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text)),
                encoding("base64"),
                encoding("hex"),
                secret(
                        "the secret was used in Base64 and is configured in clear",
                        "configure it as the sender has it",
                        text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** What a guard decodes to the text itself. */
    private static String encoded(String text) {
        return PREFIX + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Suspicion secret(String words, String cure, UnaryOperator<String> change) {
        return Suspicion.ofSettings("secret", words, cure, Alteration.ofSecrets(change));
    }

    private static Suspicion encoding(String encoding) {
        return Suspicion.ofSettings(
                "secret",
                "the secret is written in " + encoding + ", and the bytes that it stands for were used",
                "write \"secret_encoding\": \"" + encoding + "\"",
                Alteration.of("secret_encoding", encoding));
    }
}
