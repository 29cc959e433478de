package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.NearestName;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code handshake: "cloudevents"}, an object with {@code name} and options, or a list of them: questions of senders that are answered
 * beside guards that ask who sends. It lets in everything else, so it proves nothing by itself.
 */
public final class HandshakeFactory implements GuardFactory {
    static final String KEY = "handshake";

    private final Surroundings around;

    public HandshakeFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return KEY;
    }

    /** Before guards that ask who sends, because these questions carry no proof. */
    @Override
    public Phase phase() {
        return Phase.ADDRESS;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        List<Section> entries = webhook.entries(KEY, "name");
        if (entries.isEmpty()) {
            webhook.problem(KEY, "there is no handshake", "write one of " + String.join(", ", Handshakes.openNames()));
        }
        List<String> names = new ArrayList<>();
        List<Handshake> handshakes = new ArrayList<>();
        for (Section entry : entries) {
            handshake(entry).ifPresent(handshake -> {
                names.add(entry.string("name", ""));
                handshakes.add(handshake);
            });
        }
        return new Plan(names, handshakes);
    }

    private Optional<Handshake> handshake(Section entry) {
        String name = entry.requiredString("name");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (Handshakes.isProven(name)) {
            entry.problem(
                    "name",
                    "the handshake of " + name + " is answered only when it is signed",
                    "write \"provider\": {\"name\": \"" + name + "\", …} instead, which answers it");
            return Optional.empty();
        }
        if (!Handshakes.openNames().contains(name)) {
            entry.problem(
                    "name", "there is no handshake \"" + name + "\"", NearestName.cure(name, Handshakes.openNames()));
            return Optional.empty();
        }
        Handshake handshake =
                Handshakes.read(name, entry, () -> Secrets.required(entry, "secret", around.clock()), around);
        if (handshake instanceof Handshake.None) {
            entry.problem("verify_token", "it is not said which token is right", "add the \"verify_token\"");
        }
        return Optional.of(handshake);
    }

    private record Plan(List<String> names, List<Handshake> handshakes) implements GuardPlan {
        @Override
        public String describe() {
            return "answers the handshake of " + String.join(", ", names) + ", lets in everything else";
        }

        @Override
        public Guard build() {
            return new HandshakeGuard(handshakes);
        }

        @Override
        public Set<String> methods() {
            return handshakes.stream()
                    .flatMap(handshake -> handshake.methods().stream())
                    .filter(method -> !method.equals("POST"))
                    .collect(Collectors.toSet());
        }
    }
}
