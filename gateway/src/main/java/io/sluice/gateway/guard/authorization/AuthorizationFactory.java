package io.sluice.gateway.guard.authorization;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.List;
import java.util.Optional;

/**
 * {@code authorization: "Bearer …"} or any other whole value of the header {@code Authorization}, or a list of such values. Missing or
 * empty means that nothing is checked.
 */
public final class AuthorizationFactory implements GuardFactory {
    private static final String VALUE = "value";

    private final Surroundings around;

    public AuthorizationFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "authorization";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        List<Section> entries = webhook.entries(key(), VALUE);
        if (entries.isEmpty() && !webhook.has(key())) {
            return new Off();
        }
        if (entries.size() == 1) {
            Optional<String> only = entries.getFirst().string(VALUE);
            if (only.filter(String::isBlank).isPresent()) {
                return new Off();
            }
        }
        Secrets written = Secrets.required(webhook, key(), around.clock());
        Secrets secrets = new Secrets(written.all().stream()
                .map(secret ->
                        new Secret(secret.label(), secret.value().strip(), secret.notBefore(), secret.notAfter()))
                .toList());
        if (secrets.all().stream().anyMatch(secret -> secret.value().equalsIgnoreCase("Bearer"))) {
            webhook.problem(key(), "there is no token behind Bearer", "write \"Bearer \" and the token");
        }
        return new Expecting(secrets);
    }

    private record Off() implements GuardPlan {
        @Override
        public String describe() {
            return "no authorization";
        }

        @Override
        public Guard build() {
            return _ -> Verdict.Accept.NOW;
        }
    }

    private record Expecting(Secrets secrets) implements GuardPlan {
        @Override
        public String describe() {
            boolean bearer = secrets.all().stream().allMatch(secret -> ExpectedAuthorization.isBearer(secret.value()));
            String what = bearer ? "a bearer token" : "the header Authorization";
            return secrets.several() ? what + ", one of " + secrets : what;
        }

        @Override
        public Guard build() {
            return new AuthorizationGuard(secrets);
        }
    }
}
