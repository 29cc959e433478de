package io.sluice.gateway.guard.queryauth;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.secret.Secrets;
import java.util.List;
import java.util.Optional;

/** {@code query_auth {parameter_name: "api_key", api_key, case_sensitive: false}}; the key may be a list. */
public final class QueryAuthFactory implements GuardFactory {
    private final Surroundings around;

    public QueryAuthFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "query_auth";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        if (own.isEmpty()) {
            return new Plan("api_key", new Secrets(List.of()), false);
        }
        Section section = own.get();
        String parameter = section.string("parameter_name", "api_key");
        if (parameter.isEmpty()) {
            section.problem("parameter_name", "must not be empty", "write the parameter's name, as api_key");
        }
        return new Plan(
                parameter, Secrets.required(section, "api_key", around.clock()), section.flag("case_sensitive", false));
    }

    private record Plan(String parameter, Secrets keys, boolean caseSensitive) implements GuardPlan {
        @Override
        public String describe() {
            return "a key in the query parameter " + parameter + (keys.several() ? ", one of " + keys : "")
                    + (caseSensitive ? "" : ", in any case");
        }

        @Override
        public Guard build() {
            return new QueryAuthGuard(parameter, keys, caseSensitive);
        }
    }
}
