package io.sluice.gateway.guard.ipwhitelist;

import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.settings.Section;

/**
 * {@code ip_whitelist: ["192.0.2.1", "2001:db8::/32"]}: from where a webhook may be called. The address is the sender's behind
 * {@code trusted_proxies} and {@code TRUSTED_PROXY_IPS}.
 */
public final class IpWhitelistFactory implements GuardFactory {
    @Override
    public String key() {
        return "ip_whitelist";
    }

    @Override
    public Phase phase() {
        return Phase.ADDRESS;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        AddressRanges allowed = AddressRanges.read(webhook, key());
        if (webhook.has(key()) && webhook.strings(key()).isEmpty()) {
            webhook.problem(key(), "holds no address, so that nobody gets in", "add one, or remove the key");
        }
        return new Plan(allowed);
    }

    private record Plan(AddressRanges allowed) implements GuardPlan {
        @Override
        public String describe() {
            return "from " + allowed;
        }

        @Override
        public Guard build() {
            return new IpWhitelistGuard(allowed);
        }
    }
}
