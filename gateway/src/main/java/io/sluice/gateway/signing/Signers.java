package io.sluice.gateway.signing;

import io.sluice.core.settings.NearestName;
import io.sluice.gateway.guard.hmac.HmacSignature;
import io.sluice.gateway.guard.provider.EventId;
import io.sluice.gateway.guard.provider.Provider;
import io.sluice.gateway.guard.provider.Providers;
import io.sluice.gateway.guard.provider.UnsentRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways to sign: as a provider does, or by a method alone. */
public final class Signers {
    /** The methods, by the names of the guards that check them. */
    public static final List<String> METHODS = List.of("authorization", "basic_auth", "header_auth", "hmac");

    private Signers() {}

    /**
     * As a provider signs.
     *
     * @param name as it is configured
     * @param options further options of its settings
     * @throws IllegalArgumentException when there is no such provider, or when it signs with a key that nobody else has
     */
    public static Signer provider(String name, Map<String, String> options) {
        Provider provider = provider(name);
        provider.whyUnsignable().ifPresent(why -> {
            throw new IllegalArgumentException(
                    "requests of " + provider.facts().title() + " cannot be signed here: " + why);
        });
        return (request, secret, at) -> provider.sign(request, secret, options, at);
    }

    /**
     * The header in which a provider sends the event's name, so that it can be chosen.
     *
     * @throws IllegalArgumentException when it stands elsewhere, or nowhere
     */
    public static String idHeader(String name) {
        Optional<EventId> id = provider(name).facts().eventId();
        return id.filter(place -> place.source() == EventId.Source.HEADER)
                .map(EventId::place)
                .orElseThrow(() -> new IllegalArgumentException(
                        id.map(place -> "the name of an event stands elsewhere: " + place + "; write it there")
                                .orElse("requests of this provider carry no name of the event")));
    }

    private static Provider provider(String name) {
        return Providers.named(name)
                .orElseThrow(() -> new IllegalArgumentException(unknown("provider", name, Providers.names())
                        + "; known are " + String.join(", ", Providers.names())));
    }

    /**
     * By a method.
     *
     * @param options as in the settings of the guard of that name
     * @throws IllegalArgumentException when there is no such method, or no such option
     */
    public static Signer method(String name, Map<String, String> options) {
        return switch (name) {
            case "hmac" -> (request, secret, at) -> hmac(request, HmacSignature.of(options, secret), at);
            case "header_auth" -> {
                known(options, List.of("header_name"));
                String header = options.getOrDefault("header_name", "X-API-Key");
                yield (request, secret, _) -> request.with(header, secret);
            }
            case "authorization" -> {
                known(options, List.of());
                yield (request, secret, _) ->
                        request.with("Authorization", secret.contains(" ") ? secret : "Bearer " + secret);
            }
            case "basic_auth" -> {
                known(options, List.of());
                yield (request, secret, _) -> basic(request, secret);
            }
            default ->
                throw new IllegalArgumentException(
                        unknown("method", name, METHODS) + "; known are " + String.join(", ", METHODS));
        };
    }

    private static UnsentRequest hmac(UnsentRequest request, HmacSignature signature, Instant at) {
        UnsentRequest named = signature
                .idHeader()
                .filter(name -> request.header(name).isEmpty())
                .map(name -> request.with(name, "evt_" + at.toEpochMilli()))
                .orElse(request);
        UnsentRequest dated = signature
                .timestampHeader()
                .map(name -> named.with(name, Long.toString(at.getEpochSecond())))
                .orElse(named);
        for (String name : signature.signedHeaders()) {
            if (dated.header(name).isEmpty()) {
                throw new IllegalArgumentException("the header " + name + " is signed, too, and is missing");
            }
        }
        return dated.with(signature.header(), signature.sign(dated));
    }

    private static UnsentRequest basic(UnsentRequest request, String secret) {
        if (secret.indexOf(':') < 0) {
            throw new IllegalArgumentException("the secret holds no colon; write it as name:password");
        }
        return request.with(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static void known(Map<String, String> options, Collection<String> known) {
        for (String option : options.keySet()) {
            if (!known.contains(option)) {
                throw new IllegalArgumentException(unknown("option", option, known));
            }
        }
    }

    private static String unknown(String what, String name, Collection<String> known) {
        String cure = NearestName.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        return "there is no " + what + " \"" + name + "\"" + cure;
    }
}
