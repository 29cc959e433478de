package io.sluice.gateway.guard.hmac;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problem;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import io.sluice.gateway.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A signature as the guard {@code hmac} expects it: the inverse of its check. Never shows the secret. */
public final class HmacSignature {
    private static final String NAME = "options";

    private final HmacSettings settings;
    private final Optional<String> idHeader;

    private HmacSignature(HmacSettings settings, Optional<String> idHeader) {
        this.settings = settings;
        this.idHeader = idHeader;
    }

    /**
     * Reads the options.
     *
     * @param options as under the key {@code hmac}, without the secret
     * @throws IllegalArgumentException when one is wrong; the message says which, and what to write
     */
    public static HmacSignature of(Map<String, String> options, String secret) {
        Map<String, String> all = new TreeMap<>(options);
        all.put("secret", secret);
        String json = all.entrySet().stream()
                .map(option -> Json.quote(option.getKey()) + ":" + Json.quote(option.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        Problems problems = new Problems();
        FileSection section = SettingsFile.parse(NAME, json.getBytes(StandardCharsets.UTF_8), Map.of(), problems);
        HmacSettings settings = HmacSettings.read(section, InstantSource.system());
        section.reportUnknownKeys();
        if (!problems.errors().isEmpty()) {
            throw new IllegalArgumentException(
                    problems.errors().stream().map(HmacSignature::shown).collect(Collectors.joining("; ")));
        }
        return new HmacSignature(settings, section.string("id_header"));
    }

    private static String shown(Problem problem) {
        return "the option " + problem.path() + ": " + problem.message()
                + (problem.cure().isEmpty() ? "" : "; " + problem.cure());
    }

    /** Where the timestamp stands that is signed, when one is. */
    public Optional<String> timestampHeader() {
        return settings.signing().timestampHeader();
    }

    /** Where the id stands that is signed, when one is. */
    public Optional<String> idHeader() {
        return idHeader;
    }

    /** The headers that are signed. */
    public List<String> signedHeaders() {
        return settings.signing().signed().headers();
    }

    /** Where the signature stands. */
    public String header() {
        return settings.signing().header();
    }

    /** The signature of a request, with what stands before it. */
    public String sign(WebhookRequest request) {
        byte[] signature = settings.key(settings.secrets().all().getFirst())
                .sign(settings.signing().signed(), request);
        return settings.signing().prefix().orElse(settings.algorithm().prefix())
                + settings.signing().encoding().encode(signature);
    }
}
