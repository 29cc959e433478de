package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The providers and their vectors, as tests need them. */
final class Catalogue {
    private Catalogue() {}

    /** A provider and a request of its that is right. */
    record Case(Provider provider, ProviderVector vector) {
        TestRequest request() {
            return arrived(vector.request(), vector.at());
        }

        /** The guard with the vector's settings. */
        Configured guard(Surroundings around) {
            return guard(around, quoted(vector.secret()));
        }

        /** The guard with that under {@code secret}. */
        Configured guard(Surroundings around, String secret) {
            return configured(around, provider, secret, vector.options());
        }

        Configured guard() {
            return guard(new Standing(vector.at()).surroundings());
        }

        /** A secret of the same form that is another one. */
        String otherSecret() {
            if (vector.otherSecret().isPresent()) {
                return vector.otherSecret().get();
            }
            String secret = vector.secret();
            int at = secret.length() / 2;
            return secret.substring(0, at) + (secret.charAt(at) == 'A' ? 'B' : 'A') + secret.substring(at + 1);
        }

        @Override
        public String toString() {
            return provider.facts().name() + ": " + vector.source();
        }
    }

    static Stream<Provider> providers() {
        return Providers.names().stream().map(name -> Providers.named(name).orElseThrow());
    }

    static Stream<Case> cases() {
        return providers()
                .flatMap(provider ->
                        ProviderVector.of(provider.facts().name()).stream().map(vector -> new Case(provider, vector)));
    }

    static Configured configured(Surroundings around, Provider provider, String secret, Map<String, String> options) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("name", quoted(provider.facts().name()));
        members.put(provider.secretKey(), secret);
        options.forEach((name, value) -> members.put(name, quoted(value)));
        String settings = members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ": " + member.getValue())
                .collect(Collectors.joining(", ", "{\"provider\": {", "}}"));
        return Configured.from(new ProviderFactory(around), settings);
    }

    /** A request as it arrives. */
    static TestRequest arrived(UnsentRequest request, Instant at) {
        AtomicReference<TestRequest> arrived = new AtomicReference<>(TestRequest.post(request.body())
                .method(request.method())
                .target(request.target())
                .calling(request.scheme(), request.authority())
                .at(at));
        request.forEachHeader((name, value) -> arrived.updateAndGet(so ->
                so.header(name, new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))));
        return arrived.get();
    }

    static List<String> headers(WebhookRequest request) {
        AtomicReference<List<String>> names = new AtomicReference<>(List.of());
        request.forEachHeader((name, _) -> names.updateAndGet(
                so -> Stream.concat(so.stream(), Stream.of(name)).toList()));
        return names.get();
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
