package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.Section;
import io.sluice.core.settings.SettingsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is right, from {@code src/test/resources}: {@code vectors/NAME.json}, where {@code source} stands in place of
 * {@code made_with} when somebody published it.
 *
 * @param source where it was published; where none was, what it was made with from which description
 * @param published whether somebody else's
 * @param secret as it is configured
 * @param signingSecret what is signed with where that is something else
 * @param otherSecret one of the same form that is not the right one, where not every text is one
 * @param fixedBody whether the provider signs bodies of that kind only
 * @param options further options of the settings
 * @param at a moment at which it is to be taken
 */
record ProviderVector(
        String source,
        boolean published,
        UnsentRequest request,
        String secret,
        Optional<String> signingSecret,
        Optional<String> otherSecret,
        boolean fixedBody,
        Map<String, String> options,
        Instant at) {
    public ProviderVector {
        options = Map.copyOf(options);
    }

    /** The vectors of a provider, from {@code vectors/NAME.json} beside the tests. None when there is no such file. */
    static List<ProviderVector> of(String provider) {
        try (InputStream file = ProviderVector.class.getResourceAsStream("vectors/" + provider + ".json")) {
            if (file == null) {
                return List.of();
            }
            Problems problems = new Problems();
            FileSection section = SettingsFile.parse(provider + ".json", file.readAllBytes(), Map.of(), problems);
            List<ProviderVector> vectors = section.entries("vectors", "").stream()
                    .map(ProviderVector::read)
                    .toList();
            section.reportUnknownKeys();
            assertThat(problems.errors()).isEmpty();
            return vectors;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ProviderVector read(Section vector) {
        List<Header> headers = new ArrayList<>();
        vector.stringMap("headers").forEach((header, value) -> headers.add(new Header(header, value)));
        Optional<String> published = vector.string("source");
        return new ProviderVector(
                published.orElseGet(() -> vector.requiredString("made_with")),
                published.isPresent(),
                new UnsentRequest(
                        vector.string("method", "POST"),
                        URI.create(vector.string("url", "https://hooks.example.com/webhook/orders")),
                        headers,
                        vector.string("body", "").getBytes(StandardCharsets.UTF_8)),
                vector.requiredString("secret"),
                vector.string("signing_secret"),
                vector.string("other_secret"),
                vector.flag("fixed_body", false),
                vector.stringMap("options"),
                vector.string("at").map(Instant::parse).orElse(Instant.parse("2026-03-01T12:00:00Z")));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return request + ", " + source;
    }
}
