package io.sluice.gateway.guard.handshake;

import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The one place where handshakes are registered: a new one is a class and a line here. */
public final class Handshakes {
    /** Those that prove nothing of their sender, and can therefore stand beside any guard. */
    private static final Map<String, HandshakeReader> OPEN = Map.of(
            "cloudevents", (section, _, _) -> CloudEventsHandshake.read(section),
            "dropbox", (_, _, _) -> new QueryChallenge("GET", "challenge"),
            "head", (_, _, _) -> new HeadCheck(),
            "meta", (section, _, around) -> MetaChallenge.read(section, around),
            "microsoft_graph", (_, _, _) -> new QueryChallenge("POST", "validationToken"),
            "okta", (_, _, _) -> new OktaChallenge(),
            "woocommerce", (_, _, _) -> new WooCommercePing(),
            "x", (_, secrets, _) -> new XChallenge(SecretInUse.of(secrets.get())));

    /** Those that are answered only when the provider of that name is proven to have asked. */
    private static final Map<String, HandshakeReader> PROVEN = Map.of(
            "aws_sns", (_, _, around) -> new SnsSubscription(around.clients()),
            "discord", (_, _, _) -> new DiscordPing(),
            "slack", (_, _, _) -> new SlackChallenge(),
            "zoom", (_, secrets, _) -> new ZoomChallenge(SecretInUse.of(secrets.get())));

    private Handshakes() {}

    /** The names of those that need no provider, sorted. */
    public static List<String> openNames() {
        return OPEN.keySet().stream().sorted().toList();
    }

    /** Whether only the provider of that name can answer it. */
    static boolean isProven(String name) {
        return PROVEN.containsKey(name);
    }

    /**
     * Reads a handshake's options.
     *
     * @param name of one that is registered
     * @param secrets those that are configured
     */
    public static Handshake read(String name, Section section, Supplier<Secrets> secrets, Surroundings around) {
        HandshakeReader reader = OPEN.getOrDefault(name, PROVEN.get(name));
        if (reader == null) {
            throw new IllegalArgumentException("There is no handshake " + name);
        }
        return reader.read(section, secrets, around);
    }
}
