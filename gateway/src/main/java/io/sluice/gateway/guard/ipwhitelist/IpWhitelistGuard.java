package io.sluice.gateway.guard.ipwhitelist;

import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lets requests in from some addresses only: 403 to all others. */
final class IpWhitelistGuard implements Guard {
    private final AddressRanges allowed;
    private final Refusals refusals =
            new Refusals(403, "ip_whitelist", "Forbidden: requests from this address are not taken", List.of());

    IpWhitelistGuard(AddressRanges allowed) {
        this.allowed = allowed;
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        if (allowed.holds(request.source())) {
            return Verdict.Accept.NOW;
        }
        String proxy = request.peer().equals(request.source()) ? "" : ", which came through " + request.peer();
        return refusals.now("the address " + request.source() + proxy + " is not in the list");
    }
}
