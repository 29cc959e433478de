package io.sluice.gateway.guard.basicauth;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.List;
import java.util.Optional;

/** {@code basic_auth {username, password}}; the password may be a list. */
public final class BasicAuthFactory implements GuardFactory {
    private final Surroundings around;

    public BasicAuthFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "basic_auth";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        String username = own.map(section -> section.requiredString("username")).orElse("");
        if (username.contains(":")) {
            own.get().problem("username", "holds a colon, which ends a user's name (RFC 7617)", "choose another name");
        }
        Secrets passwords = own.map(section -> Secrets.required(section, "password", around.clock()))
                .orElseGet(() -> new Secrets(List.of()));
        return new Plan(username, passwords);
    }

    private record Plan(String username, Secrets passwords) implements GuardPlan {
        @Override
        public String describe() {
            String choice = passwords.several() ? ", one of " + passwords : "";
            return "HTTP Basic as " + username + choice;
        }

        @Override
        public Guard build() {
            return new BasicAuthGuard(username, passwords);
        }
    }
}
