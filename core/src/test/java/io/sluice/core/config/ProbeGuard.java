package io.sluice.core.config;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;

/** A guard whose settings are one text, and which accepts. */
record ProbeGuard(String key, Phase phase) implements GuardFactory {
    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        webhook.requiredString(key);
        return new GuardPlan() {
            @Override
            public String describe() {
                return key;
            }

            @Override
            public Guard build() {
                return _ -> Verdict.Accept.NOW;
            }
        };
    }
}
