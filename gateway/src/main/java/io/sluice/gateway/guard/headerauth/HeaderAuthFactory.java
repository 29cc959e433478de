package io.sluice.gateway.guard.headerauth;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.FieldName;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.List;
import java.util.Optional;

/** {@code header_auth {header_name: "X-API-Key", api_key, case_sensitive: false}}; the key may be a list. */
public final class HeaderAuthFactory implements GuardFactory {
    private final Surroundings around;

    public HeaderAuthFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "header_auth";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        if (own.isEmpty()) {
            return new Plan("X-API-Key", new Secrets(List.of()), false);
        }
        Section section = own.get();
        return new Plan(
                FieldName.read(section, "header_name", "X-API-Key"),
                Secrets.required(section, "api_key", around.clock()),
                section.flag("case_sensitive", false));
    }

    private record Plan(String header, Secrets keys, boolean caseSensitive) implements GuardPlan {
        @Override
        public String describe() {
            return "a key in the header " + header + (keys.several() ? ", one of " + keys : "")
                    + (caseSensitive ? "" : ", in any case");
        }

        @Override
        public Guard build() {
            return new HeaderAuthGuard(header, keys, caseSensitive);
        }
    }
}
