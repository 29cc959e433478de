package io.sluice.gateway.guard.authorization;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import java.util.Optional;

/**
 * {@code authorization: "Bearer …"} or any other whole value of the header {@code Authorization}. Missing or empty means that
 * nothing is checked.
 */
public final class AuthorizationFactory implements GuardFactory {
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
        Optional<String> written = webhook.string(key()).map(String::strip);
        if (written.filter(expected -> expected.equalsIgnoreCase("Bearer")).isPresent()) {
            webhook.problem(key(), "there is no token behind Bearer", "write \"Bearer \" and the token");
        }
        return written.filter(expected -> !expected.isEmpty())
                .<GuardPlan>map(Expecting::new)
                .orElseGet(Off::new);
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

    private record Expecting(String expected) implements GuardPlan {
        @Override
        public String describe() {
            return AuthorizationGuard.isBearer(expected) ? "a bearer token" : "the header Authorization";
        }

        @Override
        public Guard build() {
            return new AuthorizationGuard(expected);
        }

        @Override
        public String toString() {
            return describe();
        }
    }
}
